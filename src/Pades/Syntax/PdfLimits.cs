namespace ThanhHoa.DigitalSignature.Pades.Syntax;

/// <summary>Bounds that no honest document meets; beyond them the answer is <see cref="PdfErrorCode.LimitExceeded"/>.</summary>
internal static class PdfLimits
{
    /// <summary>Nesting of arrays and dictionaries, and of page and field trees.</summary>
    public const int Depth = 100;

    /// <summary>Bytes of one object without its stream data.</summary>
    public const int ObjectBytes = 16 << 20;

    /// <summary>ISO 32000-1 Annex C: 8,388,607 indirect objects.</summary>
    public const int Objects = 8_388_607;

    /// <summary>Sections in the /Prev chain, that is, updates of one file.</summary>
    public const int XrefSections = 4096;

    /// <summary>Decoded bytes of one object or cross-reference stream: four million objects.</summary>
    public const int DecodedBytes = 40 << 20;

    /// <summary>Objects kept in memory at a time; more are read again when they are asked for.</summary>
    public const int KeptObjects = 20_000;

    /// <summary>Decoded bytes of object streams kept at a time.</summary>
    public const int KeptObjectStreams = 32 << 20;

    /// <summary>Pages, fields or annotations walked.</summary>
    public const int TreeNodes = 500_000;
}
