namespace ThanhHoa.DigitalSignature.Pades.Reports;

/// <summary>A check and what it was about: all that a report is made from. Reports of the same value are the same bytes.</summary>
public sealed record CheckedDocument
{
    /// <summary>As the reader knows it; a claim of whoever sent the file.</summary>
    public required string FileName { get; init; }

    /// <summary>SHA-256 of the whole file, 64 lower-case hexadecimal digits; empty when it could not be read.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Length in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>The moment for which it was judged.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The answer; null when the file cannot be read.</summary>
    public ValidationReport? Report { get; init; }

    /// <summary>Why the file cannot be read, when the engine says so.</summary>
    public PdfErrorCode? Problem { get; init; }

    /// <summary>For engineers: more about <see cref="Problem"/>.</summary>
    public string Detail { get; init; } = "";

    /// <summary>intact, broken, suspicious, unsigned or unreadable; needs no trust.</summary>
    public string Conclusion => Report?.Conclusion switch
    {
        null => "unreadable",
        DocumentConclusion.NoSignature => "unsigned",
        var conclusion => conclusion.Value.ToString().ToLowerInvariant(),
    };
}
