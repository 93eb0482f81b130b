using System.Text.Json;
using System.Text.Json.Serialization;
using ThanhHoa.DigitalSignature.Pades;

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
