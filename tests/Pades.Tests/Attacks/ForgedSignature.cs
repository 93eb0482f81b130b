using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ThanhHoa.DigitalSignature.Pades.Cms;
using ThanhHoa.DigitalSignature.Pades.Document;
using ThanhHoa.DigitalSignature.Pades.Signing;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Tests.Changes;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;
using ThanhHoa.DigitalSignature.Pades.Writing;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Attacks;

/// <summary>A genuine signature of somebody's key over whatever bytes the forger likes.</summary>
internal static class ForgedSignature
{
    /// <summary>Every byte but its own value, as it should be.</summary>
    public static long[] Honest(ByteRange range, long length) => [0, range.FirstLength, range.Second, length - range.Second];

    /// <param name="pdf">The document.</param>
    /// <param name="range">Makes /ByteRange of the honest one and the length of the whole.</param>
    /// <param name="change">What else the same update does.</param>
    /// <param name="field">An empty field to sign in; a new one when null.</param>
    /// <param name="reference">/Reference of the signature.</param>
    /// <param name="room">Bytes kept for the value.</param>
    public static byte[] Append(byte[] pdf, Func<ByteRange, long, long[]> range, Action<PdfFile, Revision>? change = null, string? field = null, PdfObject? reference = null, int room = 4000)
    {
        var file = PdfFile.Open(new ByteSource(new MemoryStream(pdf)));
        var revision = new Revision(file);
        change?.Invoke(file, revision);
        var signature = new SignatureDictionary("ETSI.CAdES.detached", room, file.Length + 9_000_000);
        if (reference is not null) signature.Dictionary["Reference"] = reference;
        var value = revision.Add(signature.Dictionary);
        if (field is null) new FieldWriter(revision).Stamp([.. new FieldTree(file).Fields()], value);
        else revision.Set(file.Field(field), "V", value);
        var increment = revision.Write();
        var honest = signature.Close(increment, file.Length);
        byte[] whole = [.. pdf, .. increment];
        var numbers = range(honest, whole.Length);
        var text = $"[{string.Join(' ', numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)))}]";
        var at = whole.AsSpan(0, (int)honest.FirstLength).LastIndexOf("/ByteRange["u8) + 10;
        var length = whole.AsSpan(at).IndexOf("/Contents"u8);
        Assert.True(text.Length <= length, "The forged byte range does not fit.");
        Encoding.ASCII.GetBytes(text.PadRight(length)).CopyTo(whole, at);
        Encoding.ASCII.GetBytes(Convert.ToHexString(Value(whole, numbers))).CopyTo(whole, (int)honest.FirstLength + 1);
        return whole;
    }

    private static byte[] Value(byte[] whole, long[] numbers)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var i = 0; i + 1 < numbers.Length; i += 2)
        {
            var from = Math.Clamp(numbers[i], 0, whole.Length);
            hash.AppendData(whole, (int)from, (int)Math.Clamp(numbers[i + 1], 0, whole.Length - from));
        }
        var attributes = SignedAttributes.Build(hash.GetHashAndReset(), HashAlgorithmName.SHA256, TestSigner.Rsa2048.Certificate);
        var value = TestSigner.Rsa2048.Sign(attributes, HashAlgorithmName.SHA256, SignatureScheme.RsaPkcs1);
        return CmsSignature.Assemble(attributes, HashAlgorithmName.SHA256, SignatureScheme.RsaPkcs1, value, [TestSigner.Rsa2048.Certificate]);
    }
}
