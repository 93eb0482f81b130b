using System.Text.Json;

namespace ThanhHoa.DigitalSignature.Sandbox.SignService;

/// <summary>One name and value that travel with a file.</summary>
internal sealed record MetaDatum(string Key, string Value);

/// <summary>One file of a batch.</summary>
internal sealed record BatchFile(string FileID, string FileName, string URL);

/// <summary>What a page sends for a file or a batch of files; the names are the component's own.</summary>
internal sealed record SignServiceMessage
{
    public string FileUploadHandler { get; init; } = "";

    public string SessionId { get; init; } = "";

    public string JWTToken { get; init; } = "";

    /// <summary>Absolute address to download; empty lets the person choose a file.</summary>
    public string FileName { get; init; } = "";

    public IReadOnlyList<MetaDatum> MetaData { get; init; } = [];

    public string? DocNumber { get; init; }

    public string? IssuedDate { get; init; }

    public IReadOnlyList<BatchFile> Files { get; init; } = [];

    /// <summary>Null for what is no such message.</summary>
    public static SignServiceMessage? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<SignServiceMessage>(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What the portal says to an upload.</summary>
internal sealed record UploadReply(bool Status, string? Message, string? FileName, string? FileServer, string? DocumentNumber, string? DocumentDate);

/// <summary>What the page is told; 0 is success.</summary>
internal sealed record SignServiceReply(int Status, string Message)
{
    public string? FileName { get; init; }

    public string? FileServer { get; init; }

    public string? DocumentNumber { get; init; }

    public string? DocumentDate { get; init; }

    public string? Signature { get; init; }

    public object? CertInfo { get; init; }

    public IReadOnlyList<FileReply>? Files { get; init; }
}

/// <summary>What became of one file of a batch; 0 is success.</summary>
internal sealed record FileReply(string FileID, int Status, string Message);
