using ThanhHoa.DigitalSignature.Pades;

namespace ThanhHoa.DigitalSignature.Cli;

/// <summary>thds extend: time stamps and revocation data for what is signed already.</summary>
internal static class ExtendCommand
{
    public static async Task<int> Run(Arguments arguments)
    {
        if (arguments.Words is not [var source, var target]) throw new UsageException("extend IN OUT --level LEVEL --tsa URL");
        var level = Plans.Level(arguments);
        if (level == SignatureLevel.B) throw new UsageException("--level is B-T, B-LT or B-LTA");
        using var world = new OutsideWorld(arguments, level);
        var password = arguments.Secret("--open-password-env");
        var result = await Extend(source, target, world.Extender, level, password);
        Output.Report(target, result);
        return result.Level < level ? ExitCode.Degraded : ExitCode.Done;
    }

    public static async Task<LevelResult> Extend(string source, string target, PdfExtender extender, SignatureLevel level, string? password)
    {
        LevelResult result;
        await using (var pdf = Output.Open(source))
        {
            result = await extender.ExtendAsync(pdf, level, password);
        }
        Output.Append(source, result.Increment, target);
        return result;
    }
}
