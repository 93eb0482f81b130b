using System.Security.Cryptography;
using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Validation;

/// <summary>A signed field as found, with the first structural fault of its dictionary (ISO 32000-2 §12.8.1).</summary>
internal sealed class SignatureCandidate
{
    public SignatureCandidate(PdfFile file, string fieldName, PdfDictionary dictionary)
    {
        FieldName = fieldName;
        Dictionary = dictionary;
        SubFilter = file.Name(dictionary["SubFilter"]) ?? "";
        (Range, Fault) = ReadRange(file, dictionary);
        Contents = file.Resolve(dictionary["Contents"]) as PdfString;
        if (dictionary.DuplicateKey is { } key) Refuse(IntegrityFault.DictionaryAmbiguous, $"/{key} stands twice");
        if (Contents is not { Hex: true, Start: >= 0 }) Refuse(IntegrityFault.ContentsMalformed, "");
        else if (Fault == IntegrityFault.None) CheckRange(file);
    }

    public string FieldName { get; }

    public PdfDictionary Dictionary { get; }

    public string SubFilter { get; }

    public ByteRange Range { get; }

    public PdfString? Contents { get; }

    public IntegrityFault Fault { get; private set; }

    public string Detail { get; private set; } = "";

    /// <summary>The range lies in the file and its gap is the /Contents token, so that the digest can be asked for.</summary>
    public bool CanBeHashed { get; private set; }

    /// <summary>Over the byte range, with the hash of the signature.</summary>
    public byte[] Digest { get; set; } = [];

    /// <summary>What <see cref="Digest"/> is made with; null until the value was read, or for an algorithm not known here.</summary>
    public HashAlgorithmName? DigestAlgorithm { get; set; }

    /// <summary>The signature value, or the token of a document time stamp.</summary>
    public ReadOnlyMemory<byte> Value { get; set; }

    /// <summary>The file as it was signed, and the dictionary and its field in it; set once found there.</summary>
    public (PdfFile File, PdfDictionary Dictionary, PdfDictionary Field)? Signed { get; set; }

    /// <summary>The value is the zeros that a signer puts in the file before it has one.</summary>
    public bool IsPlaceholder => Contents is { } value && !value.Bytes.AsSpan().ContainsAnyExcept((byte)0);

    public bool IsTimeStamp => SubFilter == "ETSI.RFC3161";

    /// <summary>Keeps the first fault.</summary>
    public void Refuse(IntegrityFault fault, string detail)
    {
        if (Fault != IntegrityFault.None) return;
        (Fault, Detail) = (fault, detail);
    }

    /// <summary>Something odd that breaks nothing; each remark is kept.</summary>
    public void Remark(string detail)
    {
        if (Fault == IntegrityFault.None) Detail = Detail.Length == 0 ? detail : $"{Detail} {detail}";
    }

    private static (ByteRange, IntegrityFault) ReadRange(PdfFile file, PdfDictionary dictionary)
    {
        Span<long> n = stackalloc long[4];
        var array = file.Array(dictionary["ByteRange"]);
        if (array is not { Count: 4 }) return (default, IntegrityFault.ByteRangeMalformed);
        for (var i = 0; i < 4; i++)
        {
            if (file.Integer(array[i]) is not (>= 0 and var number)) return (default, IntegrityFault.ByteRangeMalformed);
            n[i] = number;
        }
        return (new ByteRange(n[0], n[1], n[2], n[3]), IntegrityFault.None);
    }

    private void CheckRange(PdfFile file)
    {
        if (Range.First != 0) Refuse(IntegrityFault.ByteRangeNotFromStart, "");
        // Compared without adding, so that huge numbers cannot wrap around.
        else if (Range.FirstLength > file.Length || Range.Second > file.Length || Range.SecondLength > file.Length - Range.Second) Refuse(IntegrityFault.ByteRangePastEnd, "");
        // Brackets that are covered as well leave less uncovered, never more; what lies in the gap is still part of this one token.
        else if (Range.FirstLength < Contents!.Start || Range.Second > Contents.End || Range.FirstLength >= Range.Second) Refuse(IntegrityFault.GapIsNotContents, "");
        else CanBeHashed = true;
    }
}
