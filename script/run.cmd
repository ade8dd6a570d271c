@echo off
rem Sets up everything Regulars needs, then opens it. Arguments go to main.py.
setlocal
set here=%~dp0..
py -3 "%here%\script\set_up.py" || exit /b 1
"%here%\.venv\Scripts\python.exe" "%here%\main.py" %*
