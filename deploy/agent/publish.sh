#!/bin/sh
# Builds the agent as one self-contained folder: deploy/agent/publish.sh linux-x64|win-x64|osx-arm64 [folder]
set -eu
runtime=${1:?"usage: publish.sh linux-x64|win-x64|osx-arm64 [folder]"}
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=${2:-"$root/artifacts/agent-$runtime"}
# A self-contained build adds packages of its own, which the repository’s lock file does not name.
dotnet publish "$root/src/Agent" -c Release -r "$runtime" --self-contained -o "$folder" -p:NuGetLockFilePath=obj/publish.lock.json -p:DebugType=none
echo "$folder"
