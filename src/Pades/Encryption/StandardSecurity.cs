using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Encryption;

/// <summary>The password-based security handler, revisions 2 to 6 (ISO 32000-2 §7.6.4).</summary>
internal sealed class StandardSecurity
{
    private static readonly byte[] Padding =
    [
        0x28, 0xBF, 0x4E, 0x5E, 0x4E, 0x75, 0x8A, 0x41, 0x64, 0x00, 0x4E, 0x56, 0xFF, 0xFA, 0x01, 0x08,
        0x2E, 0x2E, 0x00, 0xB6, 0xD0, 0x68, 0x3E, 0x80, 0x2F, 0x0C, 0xA9, 0xFE, 0x64, 0x53, 0x69, 0x7A,
    ];

    private readonly PdfFile file;
    private readonly PdfDictionary dictionary;
    private readonly int revision;
    private readonly int keyLength;
    private readonly byte[] owner;
    private readonly byte[] user;
    private readonly byte[] identifier;
    private readonly int permissions;
    private readonly bool encryptMetadata;

    private StandardSecurity(PdfFile file, PdfDictionary dictionary)
    {
        this.file = file;
        this.dictionary = dictionary;
        if (file.Name(dictionary["Filter"]) is not "Standard") throw new PdfException(PdfErrorCode.Unsupported, "The file is encrypted for certificates or by a foreign handler");
        Version = (int)(file.Integer(dictionary["V"]) ?? 0);
        revision = (int)(file.Integer(dictionary["R"]) ?? 0);
        if (Version is not (1 or 2 or 4 or 5) || revision is < 2 or > 6) throw new PdfException(PdfErrorCode.Unsupported, $"Encryption version {Version}, revision {revision} is not known");
        keyLength = Version switch { 1 => 5, 5 => 32, 4 => 16, _ => (int)((file.Integer(dictionary["Length"]) ?? 40) / 8) };
        if (keyLength is < 5 or > 32) throw new PdfException(PdfErrorCode.Damaged, "The encryption key's length is out of range");
        var width = revision >= 5 ? 48 : 32;
        owner = Text("O", width);
        user = Text("U", width);
        permissions = unchecked((int)(file.Integer(dictionary["P"]) ?? 0));
        encryptMetadata = file.Resolve(dictionary["EncryptMetadata"]) is not PdfBoolean { Value: false };
        identifier = file.Array(file.Trailer["ID"]) is { Count: > 0 } id && file.Resolve(id[0]) is PdfString first ? first.Bytes : [];
    }

    private int Version { get; }

    /// <summary>Tries the password as owner and as user, then the empty one.</summary>
    public static FileCipher Open(PdfFile file, string? password)
    {
        var security = new StandardSecurity(file, file.Dictionary(file.Trailer["Encrypt"]) ?? throw new PdfException(PdfErrorCode.Damaged, "/Encrypt is no dictionary"));
        foreach (var candidate in string.IsNullOrEmpty(password) ? [""] : new[] { password, "" })
        {
            if (security.TryOwner(candidate) is { } ownerKey) return security.Cipher(ownerKey, isOwner: true);
            if (security.TryUser(candidate) is { } userKey) return security.Cipher(userKey, isOwner: false);
        }
        throw string.IsNullOrEmpty(password)
            ? new PdfException(PdfErrorCode.PasswordRequired, "The file is encrypted and no password was given")
            : new PdfException(PdfErrorCode.PasswordWrong, "The password does not open the file");
    }

    private FileCipher Cipher(byte[] key, bool isOwner)
    {
        var fallback = Version >= 4 ? CipherMethod.None : CipherMethod.Rc4;
        return new FileCipher(key, Version >= 4 ? Method("StrF") : fallback, Version >= 4 ? Method("StmF") : fallback, encryptMetadata, isOwner, permissions);
    }

    private CipherMethod Method(string key)
    {
        var name = file.Name(dictionary[key]) ?? "Identity";
        if (name == "Identity") return CipherMethod.None;
        var filter = file.Dictionary(file.Dictionary(dictionary["CF"])?[name]);
        return (filter is null ? null : file.Name(filter["CFM"])) switch
        {
            "V2" => CipherMethod.Rc4,
            "AESV2" => CipherMethod.AesV2,
            "AESV3" => CipherMethod.AesV3,
            "None" => CipherMethod.None,
            _ => throw new PdfException(PdfErrorCode.Unsupported, $"The crypt filter {name} is not known"),
        };
    }

    private byte[]? TryUser(string password)
    {
        if (revision >= 5)
        {
            var bytes = Utf8(password);
            return Hash(bytes, user.AsSpan(32, 8), []).AsSpan().SequenceEqual(user.AsSpan(0, 32))
                ? Unwrap(Hash(bytes, user.AsSpan(40, 8), []), Text("UE", 32))
                : null;
        }
        var key = KeyFromPassword(Pad(password));
        return IsUserKey(key) ? key : null;
    }

    private byte[]? TryOwner(string password)
    {
        if (revision >= 5)
        {
            var bytes = Utf8(password);
            return Hash(bytes, owner.AsSpan(32, 8), user).AsSpan().SequenceEqual(owner.AsSpan(0, 32))
                ? Unwrap(Hash(bytes, owner.AsSpan(40, 8), user), Text("OE", 32))
                : null;
        }
        // Algorithm 7: the owner's password opens /O, which holds the user's.
        var key = LegacyHash.Md5(Pad(password));
        if (revision >= 3)
        {
            for (var i = 0; i < 50; i++) key = LegacyHash.Md5(key.AsSpan(0, keyLength));
        }
        key = key[..keyLength];
        var padded = owner;
        for (var i = revision == 2 ? 0 : 19; i >= 0; i--) padded = Rc4.Transform(Xor(key, i), padded);
        var key32 = KeyFromPassword(padded);
        return IsUserKey(key32) ? key32 : null;
    }

    // Algorithms 4 and 5.
    private bool IsUserKey(byte[] key)
    {
        if (revision == 2) return Rc4.Transform(key, Padding).AsSpan().SequenceEqual(user);
        var proof = LegacyHash.Md5([.. Padding, .. identifier]);
        for (var i = 0; i < 20; i++) proof = Rc4.Transform(Xor(key, i), proof);
        return proof.AsSpan().SequenceEqual(user.AsSpan(0, 16));
    }

    // Algorithm 2.
    private byte[] KeyFromPassword(byte[] padded)
    {
        var flags = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(flags, permissions);
        byte[] tail = revision >= 4 && !encryptMetadata ? [255, 255, 255, 255] : [];
        var hash = LegacyHash.Md5([.. padded, .. owner, .. flags, .. identifier, .. tail]);
        if (revision >= 3)
        {
            for (var i = 0; i < 50; i++) hash = LegacyHash.Md5(hash.AsSpan(0, keyLength));
        }
        return hash[..keyLength];
    }

    private byte[] Hash(byte[] password, ReadOnlySpan<byte> salt, byte[] userEntry)
    {
        var hash = SHA256.HashData([.. password, .. salt, .. userEntry]);
        return revision == 5 ? hash : Harden(hash, password, userEntry);
    }

    // Algorithm 2.B.
    private static byte[] Harden(byte[] k, byte[] password, byte[] userEntry)
    {
        using var aes = Aes.Create();
        for (var round = 0; ; round++)
        {
            byte[] once = [.. password, .. k, .. userEntry];
            var block = new byte[once.Length * 64];
            for (var i = 0; i < 64; i++) once.CopyTo(block, i * once.Length);
            aes.Key = k[..16];
            var e = aes.EncryptCbc(block, k.AsSpan(16, 16), PaddingMode.None);
            var remainder = 0;
            foreach (var b in e.AsSpan(0, 16)) remainder += b;
            k = (remainder % 3) switch { 0 => SHA256.HashData(e), 1 => SHA384.HashData(e), _ => SHA512.HashData(e) };
            if (round >= 63 && e[^1] <= round - 31) return k[..32];
        }
    }

    private static byte[] Unwrap(byte[] key, byte[] wrapped)
    {
        using var aes = Aes.Create();
        aes.Key = key;
        return aes.DecryptCbc(wrapped, new byte[16], PaddingMode.None);
    }

    private static byte[] Utf8(string password)
    {
        var bytes = Encoding.UTF8.GetBytes(password.Normalize(NormalizationForm.FormKC));
        return bytes.Length <= 127 ? bytes : bytes[..127];
    }

    private static byte[] Pad(string password)
    {
        var bytes = Encoding.Latin1.GetBytes(password);
        return [.. bytes.Take(32), .. Padding.Take(Math.Max(0, 32 - bytes.Length))];
    }

    private static byte[] Xor(byte[] key, int value) => Array.ConvertAll(key, b => (byte)(b ^ value));

    private byte[] Text(string key, int length)
    {
        if (file.Resolve(dictionary[key]) is not PdfString text || text.Bytes.Length < length) throw new PdfException(PdfErrorCode.Damaged, $"/{key} of the encryption dictionary is too short");
        return text.Bytes[..length];
    }
}
