# Installs the signing agent for the current user and starts it at every sign-in. No administrator rights needed.
#   powershell -ExecutionPolicy Bypass -File install-windows.ps1 -From .\agent-win-x64 [-Pkcs11Modules 'C:\Windows\System32\vendor.dll'] [-Remove]
param(
    [string] $From = $PSScriptRoot,
    [string[]] $Pkcs11Modules = @(),
    [switch] $Remove
)
$ErrorActionPreference = 'Stop'
$folder = Join-Path $env:LOCALAPPDATA 'Programs\thds-agent'
$program = Join-Path $folder 'ThanhHoa.DigitalSignature.Agent.exe'
$run = 'HKCU:\Software\Microsoft\Windows\CurrentVersion\Run'

# Only the copy installed here is stopped, not any program of that name.
Get-Process -Name 'ThanhHoa.DigitalSignature.Agent' -ErrorAction SilentlyContinue |
    Where-Object { $_.Path -eq $program } | Stop-Process -Force

if ($Remove) {
    Remove-ItemProperty -Path $run -Name 'thds-agent' -ErrorAction SilentlyContinue
    Remove-Item -Recurse -Force $folder -ErrorAction SilentlyContinue
    Write-Host 'Đã gỡ phần mềm ký số. Danh sách cổng đã cho phép còn ở %LOCALAPPDATA%\thds-agent.'
    exit 0
}

if (-not (Test-Path (Join-Path $From 'ThanhHoa.DigitalSignature.Agent.exe'))) {
    throw "Không tìm thấy phần mềm trong $From. / The agent is not in $From."
}
New-Item -ItemType Directory -Force $folder | Out-Null
Copy-Item -Recurse -Force (Join-Path $From '*') $folder
@{ Agent = @{ Pkcs11Modules = @($Pkcs11Modules) } } | ConvertTo-Json -Depth 3 |
    Set-Content -Encoding UTF8 (Join-Path $folder 'appsettings.json')
# Without a console window: conhost keeps it hidden.
$command = "conhost.exe --headless `"$program`""
Set-ItemProperty -Path $run -Name 'thds-agent' -Value $command
Start-Process -FilePath 'conhost.exe' -ArgumentList '--headless', "`"$program`""
Write-Host 'Đã cài phần mềm ký số. / The signing agent is installed.'
