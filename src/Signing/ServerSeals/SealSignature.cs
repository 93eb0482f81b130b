using System.Formats.Asn1;
using System.Numerics;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using ThanhHoa.DigitalSignature.Pades;

namespace ThanhHoa.DigitalSignature.Signing.ServerSeals;

/// <summary>One signature value over a digest, in the form that goes into the document.</summary>
internal static class SealSignature
{
    // DigestInfo before the hash (RFC 8017 §9.2, note 1): the token pads, we name the hash.
    private static readonly Dictionary<string, byte[]> Prefixes = new(StringComparer.Ordinal)
    {
        ["SHA256"] = Convert.FromHexString("3031300d060960864801650304020105000420"),
        ["SHA384"] = Convert.FromHexString("3041300d060960864801650304020205000430"),
        ["SHA512"] = Convert.FromHexString("3051300d060960864801650304020305000440"),
    };

    public static byte[] Make(ISession session, IObjectHandle key, PreparedSignature item)
    {
        switch (item.Scheme)
        {
            case SignatureScheme.RsaPkcs1:
                using (var mechanism = session.Factories.MechanismFactory.Create(CKM.CKM_RSA_PKCS))
                    return session.Sign(mechanism, key, [.. Prefixes[item.Hash.Name!], .. item.Digest]);
            case SignatureScheme.Ecdsa:
                using (var mechanism = session.Factories.MechanismFactory.Create(CKM.CKM_ECDSA))
                    return Der(session.Sign(mechanism, key, item.Digest));
            default:
                throw new SealTokenException($"Keys of the kind {item.Scheme} are not used on the server.");
        }
    }

    // PKCS#11 gives r and s side by side, a document holds them as a SEQUENCE (RFC 5753 §7.2).
    private static byte[] Der(byte[] value)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(new BigInteger(value.AsSpan(..(value.Length / 2)), isUnsigned: true, isBigEndian: true));
            writer.WriteInteger(new BigInteger(value.AsSpan((value.Length / 2)..), isUnsigned: true, isBigEndian: true));
        }

        return writer.Encode();
    }
}
