using ThanhHoa.DigitalSignature.Pades;

namespace ThanhHoa.DigitalSignature.Cli;

/// <summary>thds extract: the document as it was when one of its signatures was made.</summary>
internal static class ExtractCommand
{
    public static int Run(Arguments arguments)
    {
        if (arguments.Words is not [var source, var target]) throw new UsageException("extract IN OUT --signature FIELD");
        var field = arguments.Required("--signature");
        using var pdf = Output.Open(source);
        var report = PdfValidator.Validate(pdf, new ValidationOptions { At = TimeProvider.System.GetUtcNow(), Password = arguments.Secret("--open-password-env") });
        var signature = report.Signatures.FirstOrDefault(s => s.FieldName == field)
            ?? throw new PdfException(PdfErrorCode.FieldNotFound, $"No signature stands in the field \"{field}\"; there are: {string.Join(", ", report.Signatures.Select(s => s.FieldName))}");
        using var signed = PdfRevisions.AsSigned(pdf, signature);
        Output.Copy(source, signed, target);
        Console.WriteLine($"{target}: revision {signature.Revision}, {signed.Length} bytes, as signed in {field}");
        return ExitCode.Done;
    }
}
