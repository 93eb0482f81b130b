using System.Security.Cryptography;
using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Encryption;

internal enum CipherMethod
{
    None,
    Rc4,
    AesV2,
    AesV3,
}

/// <summary>An opened encrypted file (ISO 32000-2 §7.6): reads its strings and streams, and writes new ones under the same key.</summary>
internal sealed class FileCipher
{
    private readonly byte[] key;
    private readonly CipherMethod strings;
    private readonly CipherMethod streams;
    private readonly bool encryptMetadata;

    internal FileCipher(byte[] key, CipherMethod strings, CipherMethod streams, bool encryptMetadata, bool isOwner, long permissions)
    {
        this.key = key;
        this.strings = strings;
        this.streams = streams;
        this.encryptMetadata = encryptMetadata;
        IsOwner = isOwner;
        Permissions = permissions;
    }

    /// <summary>Opened with the owner's password: everything is permitted.</summary>
    public bool IsOwner { get; }

    /// <summary>/P, bits counted from 1 as in table 22.</summary>
    public long Permissions { get; }

    public bool Allows(int bit) => IsOwner || (Permissions & (1L << (bit - 1))) != 0;

    public byte[] DecryptStream(byte[] data, PdfStream stream)
    {
        var method = MethodFor(stream.Dictionary);
        return method == CipherMethod.None ? data : Decrypt(method, data, stream.Number, stream.Generation);
    }

    public byte[] EncryptStream(byte[] data, PdfDictionary dictionary, int number, int generation)
    {
        var method = MethodFor(dictionary);
        return method == CipherMethod.None ? data : Encrypt(method, data, number, generation);
    }

    public byte[] EncryptString(byte[] data, int number, int generation) =>
        strings == CipherMethod.None ? data : Encrypt(strings, data, number, generation);

    /// <summary>The same value with its strings in clear; /Contents of a signature never was encrypted.</summary>
    public PdfObject DecryptStrings(PdfObject value, int number, int generation)
    {
        if (strings == CipherMethod.None) return value;
        switch (value)
        {
            case PdfString text:
                return new PdfString(Decrypt(strings, text.Bytes, number, generation), text.Hex, text.Start, text.End);
            case PdfArray array:
                for (var i = 0; i < array.Count; i++) array.Items[i] = DecryptStrings(array[i], number, generation);
                return array;
            case PdfStream stream:
                DecryptStrings(stream.Dictionary, number, generation);
                return stream;
            case PdfDictionary dictionary:
                var isSignature = IsSignature(dictionary);
                foreach (var (name, item) in dictionary.Entries.ToArray())
                {
                    if (!(isSignature && name == "Contents")) dictionary[name] = DecryptStrings(item, number, generation);
                }
                return dictionary;
            default:
                return value;
        }
    }

    /// <summary>§7.6.2: the value of /Contents in a signature dictionary is left alone; /ByteRange marks one.</summary>
    public static bool IsSignature(PdfDictionary dictionary) => dictionary["ByteRange"] is not null && dictionary["Contents"] is not null;

    private CipherMethod MethodFor(PdfDictionary dictionary)
    {
        if (dictionary.IsName("Type", "XRef")) return CipherMethod.None;
        if (!encryptMetadata && dictionary.IsName("Type", "Metadata")) return CipherMethod.None;
        var first = dictionary["Filter"] is PdfArray { Count: > 0 } filters ? filters[0] : dictionary["Filter"];
        // A Crypt filter of its own: only Identity is in use.
        return first is PdfName { Value: "Crypt" } ? CipherMethod.None : streams;
    }

    private byte[] Decrypt(CipherMethod method, byte[] data, int number, int generation)
    {
        if (method == CipherMethod.Rc4) return Rc4.Transform(ObjectKey(method, number, generation), data);
        if (data.Length == 0) return data;
        if (data.Length < 32 || data.Length % 16 != 0) throw new PdfException(PdfErrorCode.Damaged, $"Encrypted data of object {number} has no whole number of blocks");
        using var aes = Aes.Create();
        aes.Key = ObjectKey(method, number, generation);
        try
        {
            return aes.DecryptCbc(data.AsSpan(16), data.AsSpan(0, 16));
        }
        catch (CryptographicException error)
        {
            throw new PdfException(PdfErrorCode.Damaged, $"Encrypted data of object {number} is damaged", error);
        }
    }

    private byte[] Encrypt(CipherMethod method, byte[] data, int number, int generation)
    {
        if (method == CipherMethod.Rc4) return Rc4.Transform(ObjectKey(method, number, generation), data);
        using var aes = Aes.Create();
        aes.Key = ObjectKey(method, number, generation);
        var start = RandomNumberGenerator.GetBytes(16);
        return [.. start, .. aes.EncryptCbc(data, start)];
    }

    // Algorithm 1: the object's number salts the key; AES-256 uses the file's key as it is.
    private byte[] ObjectKey(CipherMethod method, int number, int generation)
    {
        if (method == CipherMethod.AesV3) return key;
        Span<byte> salted = stackalloc byte[key.Length + 9];
        key.CopyTo(salted);
        var at = key.Length;
        salted[at++] = (byte)number;
        salted[at++] = (byte)(number >> 8);
        salted[at++] = (byte)(number >> 16);
        salted[at++] = (byte)generation;
        salted[at++] = (byte)(generation >> 8);
        if (method == CipherMethod.AesV2)
        {
            "sAlT"u8.CopyTo(salted[at..]);
            at += 4;
        }
        return LegacyHash.Md5(salted[..at])[..Math.Min(key.Length + 5, 16)];
    }
}
