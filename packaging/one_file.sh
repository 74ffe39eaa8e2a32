#!/bin/sh
# Makes dist/xl-aigc, one program for machines without Python: packaging/one_file.sh
# It runs on the system that it was made on. Needs PyInstaller beside this package: pip install . pyinstaller
set -eu
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
printf 'from xl_aigc.__main__ import main\n\nmain()\n' >"$folder/start.py"
python -m PyInstaller --onefile --name xl-aigc --distpath dist --workpath "$folder" --specpath "$folder" \
  --collect-all xl_aigc --copy-metadata xl_aigc --add-data "$PWD/templates:xl_aigc/templates" "$folder/start.py"
