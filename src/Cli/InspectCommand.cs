using System.Text.Json;
using System.Text.Json.Serialization;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Cli;

/// <summary>thds inspect: what stands in a document before it is signed, as JSON.</summary>
internal static class InspectCommand
{
    internal static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    public static int Run(Arguments arguments)
    {
        if (arguments.Words is not [var source]) throw new UsageException("inspect IN");
        var password = arguments.Secret("--open-password-env");
        using var pdf = Output.Open(source);
        Console.WriteLine(JsonSerializer.Serialize(PdfInspector.Inspect(pdf, password), Readable));
        return ExitCode.Done;
    }
}

/// <summary>thds verify: every signature with its coverage, integrity and path, as JSON.</summary>
internal static class VerifyCommand
{
    public static int Run(Arguments arguments)
    {
        if (arguments.Words is not [var source]) throw new UsageException("verify IN [--trust FOLDER]");
        var trust = arguments.Option("--trust") is { } folder ? TrustStore.Load(folder) : TrustStore.Empty;
        var password = arguments.Secret("--open-password-env");
        using var pdf = Output.Open(source);
        var report = PdfValidator.Validate(pdf, new ValidationOptions { At = TimeProvider.System.GetUtcNow(), Trust = trust, Password = password });
        var lines = report.Signatures.Select(s => new
        {
            s.FieldName,
            s.Kind,
            s.SignerName,
            s.SignedAt,
            s.TimeStampedAt,
            s.Reason,
            s.Location,
            s.Coverage,
            s.IsIntact,
            s.Fault,
            s.Detail,
            s.Revision,
            Certificate = s.Certificate?.Subject,
            Path = s.Path?.Status,
        });
        Console.WriteLine(JsonSerializer.Serialize(new { report.IsIntact, report.Revisions, report.Length, Signatures = lines, report.EmptyFields }, InspectCommand.Readable));
        return report.IsIntact ? ExitCode.Done : ExitCode.Refused;
    }
}
