@echo off
rem Sets up everything, then runs every check and test. --all runs the long sweeps whole.
setlocal
set here=%~dp0..
py -3 "%here%\script\set_up.py" --tests || exit /b 1
cd /d "%here%"
"%here%\.venv\Scripts\python.exe" "%here%\script\checks.py" %*
