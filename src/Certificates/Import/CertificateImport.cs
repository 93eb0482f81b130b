namespace ThanhHoa.DigitalSignature.Certificates.Import;

/// <summary>A file of certificates that was sent; worked through by a job, so that the page may be left.</summary>
internal sealed class CertificateImport
{
    public Guid Id { get; init; }

    public required string FileName { get; init; }

    /// <summary>Address in the file store.</summary>
    public required string Sha256 { get; init; }

    public required DateTimeOffset SentAt { get; init; }

    /// <summary>The account; null for the portal itself, which sends nothing but the demonstration.</summary>
    public required Guid? SentBy { get; init; }

    public required string SentByName { get; init; }

    /// <summary>How many are in it; null before it was opened.</summary>
    public int? Total { get; set; }

    /// <summary>How many were looked at.</summary>
    public int Done { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Why the file as a whole could not be read; null when it could.</summary>
    public BundleFault? Fault { get; set; }

    /// <summary>Where in it: the name of an entry, or the file's.</summary>
    public string FaultEntry { get; set; } = "";

    /// <summary>Goes with the demonstration, and so does all that it entered.</summary>
    public bool IsDemonstration => SentBy is null;
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

    /// <summary>A device of the list, entered.</summary>
    DeviceEntered,

    /// <summary>A line of the list of devices that cannot be entered.</summary>
    DeviceRefused,
}

/// <summary>One certificate of an import, or one line of its list of devices.</summary>
internal sealed class ImportedCertificate
{
    public required Guid ImportId { get; init; }

    /// <summary>Its place in the file, from 1.</summary>
    public required int Ordinal { get; init; }

    public required string EntryName { get; init; }

    public required ImportOutcome Outcome { get; set; }

    /// <summary>Common name and e-mail inside, or what is wrong.</summary>
    public string Detail { get; init; } = "";

    /// <summary>What is wrong with a line of the list of devices.</summary>
    public DeviceFault? DeviceFault { get; init; }

    /// <summary>Kept while somebody has to decide.</summary>
    public byte[]? Der { get; set; }

    /// <summary>The people it could belong to.</summary>
    public Guid[] Candidates { get; init; } = [];

    public Guid? CertificateId { get; set; }
}
