using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace ThanhHoa.DigitalSignature.Pades.Encryption;

/// <summary>MD5 where ISO 32000 prescribes it for opening old encrypted files; nothing is protected by it that was not before.</summary>
internal static class LegacyHash
{
    // Algorithms 1 to 7 of ISO 32000-2 §7.6.4 leave no choice.
    [SuppressMessage("Security", "CA5351", Justification = "Files of security handler revisions 2 to 4 can be opened in no other way.")]
    public static byte[] Md5(ReadOnlySpan<byte> data) => MD5.HashData(data);
}
