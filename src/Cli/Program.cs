using System.Security.Cryptography;
using ThanhHoa.DigitalSignature.Cli;
using ThanhHoa.DigitalSignature.Pades;

try
{
    return args switch
    {
        ["sign", .. var rest] => await SignCommand.Run(new Arguments(rest, [.. Plans.Options, .. SigningKey.Options, .. OutsideWorld.Options, "--out-dir"])),
        ["prepare", .. var rest] => PrepareCommand.Run(new Arguments(rest, [.. Plans.Options, "--cert", "--out", "--reserve"])),
        ["complete", .. var rest] => CompleteCommand.Run(new Arguments(rest)),
        ["extend", .. var rest] => await ExtendCommand.Run(new Arguments(rest, [.. OutsideWorld.Options, "--open-password-env"])),
        ["inspect", .. var rest] => InspectCommand.Run(new Arguments(rest, "--open-password-env")),
        ["verify", .. var rest] => await VerifyCommand.Run(new Arguments(rest, VerifyCommand.Options, VerifyCommand.Switches)),
        ["extract", .. var rest] => ExtractCommand.Run(new Arguments(rest, "--signature", "--open-password-env")),
        ["help" or "--help" or "-h"] => Help.Print(),
        _ => throw new UsageException(args.Length == 0 ? "a command is missing" : $"there is no command \"{args[0]}\""),
    };
}
catch (UsageException error)
{
    await Console.Error.WriteLineAsync($"thds: {error.Message}\nthds help shows how it is used.");
    return ExitCode.Usage;
}
catch (PdfException error)
{
    await Console.Error.WriteLineAsync($"thds: refused ({error.Code}): {error.Message}");
    return ExitCode.Refused;
}
catch (KeyException error)
{
    await Console.Error.WriteLineAsync($"thds: key: {error.Message}");
    return ExitCode.Key;
}
catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
{
    await Console.Error.WriteLineAsync($"thds: {error.Message}");
    return ExitCode.Files;
}
