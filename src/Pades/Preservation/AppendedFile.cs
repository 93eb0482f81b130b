using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Preservation;

/// <summary>A document and the revisions that are being added to it.</summary>
internal sealed class AppendedFile(Stream pdf, string? password)
{
    public byte[] Added { get; private set; } = [];

    public string? Password => password;

    public void Append(byte[] increment) => Added = [.. Added, .. increment];

    public Stream Stream() => Added.Length == 0 ? pdf : new JoinedStream(pdf, Added);

    public PdfFile Open()
    {
        var file = PdfFile.Open(new ByteSource(Stream()));
        file.Unlock(password);
        return file;
    }
}
