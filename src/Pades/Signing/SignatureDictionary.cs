using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Writing;

namespace ThanhHoa.DigitalSignature.Pades.Signing;

/// <summary>The signature dictionary (ISO 32000-2 §12.8.1, EN 319 142-1 §5.3) with a hole for the CMS and room for its byte range.</summary>
internal sealed class SignatureDictionary
{
    private static readonly ConditionalWeakTable<X509Certificate2, string> CommonNames = [];
    private readonly PdfPlaceholder range;
    private readonly PdfPlaceholder contents;

    public SignatureDictionary(string subFilter, int contentBytes, long longestFile)
    {
        // Three numbers of the width that this file can need, so that the bytes appended are known beforehand.
        var digits = longestFile.ToString(CultureInfo.InvariantCulture).Length;
        var room = new byte[4 + (3 * (digits + 1))];
        room.AsSpan().Fill((byte)' ');
        range = new PdfPlaceholder(room);
        var hole = new byte[(contentBytes * 2) + 2];
        hole.AsSpan().Fill((byte)'0');
        (hole[0], hole[^1]) = ((byte)'<', (byte)'>');
        contents = new PdfPlaceholder(hole);
        Dictionary = new PdfDictionary
        {
            ["Type"] = new PdfName(subFilter == "ETSI.RFC3161" ? "DocTimeStamp" : "Sig"),
            ["Filter"] = new PdfName("Adobe.PPKLite"),
            ["SubFilter"] = new PdfName(subFilter),
            ["ByteRange"] = range,
            ["Contents"] = contents,
        };
    }

    public PdfDictionary Dictionary { get; }

    public static SignatureDictionary ForApproval(SignaturePlan plan, int contentBytes, long longestFile)
    {
        var signature = new SignatureDictionary("ETSI.CAdES.detached", contentBytes, longestFile);
        var dictionary = signature.Dictionary;
        dictionary["M"] = TextString.Date(plan.SigningTime);
        dictionary["Name"] = TextString.Encode(plan.SignerName ?? CommonName(plan.Certificate));
        if (plan.Reason is not null) dictionary["Reason"] = TextString.Encode(plan.Reason);
        if (plan.Location is not null) dictionary["Location"] = TextString.Encode(plan.Location);
        return signature;
    }

    // The framework reads the name anew each time, which costs a tenth of an RSA signature.
    private static string CommonName(X509Certificate2 certificate) =>
        CommonNames.GetValue(certificate, static known => known.GetNameInfo(X509NameType.SimpleName, forIssuer: false));

    /// <summary>Writes the byte range into the finished increment.</summary>
    public ByteRange Close(byte[] increment, long originalLength)
    {
        var gapStart = originalLength + contents.Position;
        var gapEnd = gapStart + contents.Initial.Length;
        var result = new ByteRange(0, gapStart, gapEnd, originalLength + increment.Length - gapEnd);
        var text = string.Create(CultureInfo.InvariantCulture, $"[0 {result.FirstLength} {result.Second} {result.SecondLength}]");
        Encoding.ASCII.GetBytes(text, increment.AsSpan(range.Position, range.Initial.Length));
        return result;
    }
}
