namespace ThanhHoa.DigitalSignature.Certificates.Import;

/// <summary>A file of certificates that was sent; worked through by a job, so that the page may be left.</summary>
internal sealed class CertificateImport
{
    public Guid Id { get; init; }

    public required string FileName { get; init; }

    /// <summary>Address in the file store.</summary>
    public required string Sha256 { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    public required Guid SentBy { get; init; }

    public required string SentByName { get; init; }

    /// <summary>How many are in it; null before it was opened.</summary>
    public int? Total { get; set; }

    /// <summary>How many were looked at.</summary>
    public int Done { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>The file as a whole could not be read.</summary>
    public bool Failed { get; set; }
}

/// <summary>What became of one certificate of an import.</summary>
internal enum ImportOutcome
{
    /// <summary>Entered: the data inside says whose it is.</summary>
    Entered,

    /// <summary>It was in the registry before.</summary>
    Known,

    /// <summary>Somebody has to say whose it is.</summary>
    Unsure,

    /// <summary>No certificate.</summary>
    NotACertificate,

    /// <summary>A certification authority's own.</summary>
    AuthorityCertificate,

    /// <summary>It leads to nobody the portal trusts.</summary>
    Untrusted,

    /// <summary>Its time has not come.</summary>
    NotYetValid,

    /// <summary>Nobody and nothing in the organisation fits.</summary>
    NobodyFits,
}

/// <summary>One certificate of an import.</summary>
internal sealed class ImportedCertificate
{
    public required Guid ImportId { get; init; }

    /// <summary>Its place in the file, from 1.</summary>
    public required int Ordinal { get; init; }

    public required string EntryName { get; init; }

    public required ImportOutcome Outcome { get; set; }

    /// <summary>Common name and e-mail inside, or what is wrong.</summary>
    public string Detail { get; init; } = "";

    /// <summary>Kept while somebody has to decide.</summary>
    public byte[]? Der { get; set; }

    /// <summary>The people it could belong to.</summary>
    public Guid[] Candidates { get; init; } = [];

    public Guid? CertificateId { get; set; }
}
