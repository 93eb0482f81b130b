using System.Globalization;
using ThanhHoa.DigitalSignature.Pades;

namespace ThanhHoa.DigitalSignature.Cli;

/// <summary>thds prepare: everything up to the device, which may be elsewhere.</summary>
internal static class PrepareCommand
{
    public static int Run(Arguments arguments)
    {
        if (arguments.Words.Count != 1) throw new UsageException("prepare IN --cert FILE --out STATE");
        var certificates = Plans.Certificates(arguments.Required("--cert"));
        var state = arguments.Required("--out");
        var plan = Plans.From(arguments, certificates[0], [.. certificates.Skip(1)], TimeProvider.System);
        var reserved = arguments.Integer("--reserve", 0, 0, 1 << 20);
        using var pdf = Output.Open(arguments.Words[0]);
        var prepared = PdfSigner.Prepare(pdf, plan with { ReservedBytes = reserved });
        File.WriteAllBytes(state, prepared.ToBytes());
        // What the device signs, for scripts: "SHA256 <hex>".
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{prepared.Hash.Name} {Convert.ToHexString(prepared.Digest)}"));
        return ExitCode.Done;
    }
}

/// <summary>thds complete: the device's answer and the stored state make the signed document.</summary>
internal static class CompleteCommand
{
    public static int Run(Arguments arguments)
    {
        if (arguments.Words is not [var source, var state, var signature, var target]) throw new UsageException("complete IN STATE SIGNATURE OUT");
        var prepared = PreparedSignature.FromBytes(File.ReadAllBytes(state));
        if (new FileInfo(source).Length != prepared.OriginalLength) throw new PdfException(PdfErrorCode.StateInvalid, "The document is not the one that was prepared");
        Output.Append(source, PdfSigner.Complete(prepared, File.ReadAllBytes(signature)), target);
        using var signed = Output.Open(target);
        var report = PdfValidator.Validate(signed, new ValidationOptions { At = TimeProvider.System.GetUtcNow() });
        // Another file of the same length would pass until here.
        if (!report.Signatures.Any(s => s is { IsIntact: true, Coverage: SignatureCoverage.EntireFile }))
        {
            File.Delete(target);
            throw new PdfException(PdfErrorCode.StateInvalid, "The document is not the one that was prepared");
        }
        Console.WriteLine($"{target}: B-B");
        return ExitCode.Done;
    }
}
