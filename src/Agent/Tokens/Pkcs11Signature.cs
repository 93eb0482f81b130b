using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using ThanhHoa.DigitalSignature.Agent.Manifests;
using ISession = Net.Pkcs11Interop.HighLevelAPI.ISession;

namespace ThanhHoa.DigitalSignature.Agent.Tokens;

/// <summary>One signature by a PKCS#11 key over a digest that is already made: tokens rarely offer the combined mechanisms.</summary>
internal static class Pkcs11Signature
{
    /// <summary>CKM_EDDSA of PKCS#11 3.0 §6.3.16, which the enumeration of the wrapper lacks.</summary>
    private const ulong Eddsa = 0x1057;

    public static byte[] Make(ISession session, IObjectHandle key, ManifestItem item, TokenCertificate certificate)
    {
        var mechanisms = session.Factories.MechanismFactory;
        switch (item.Scheme)
        {
            case SignatureScheme.RsaPkcs1:
                using (var mechanism = mechanisms.Create(CKM.CKM_RSA_PKCS))
                    return session.Sign(mechanism, key, DigestInfo(item));
            case SignatureScheme.RsaPss:
                var (hash, mgf) = PssOf(item.Hash);
                using (var parameters = session.Factories.MechanismParamsFactory.CreateCkRsaPkcsPssParams((ulong)hash, (ulong)mgf, (ulong)item.Digest.Length))
                using (var mechanism = mechanisms.Create(CKM.CKM_RSA_PKCS_PSS, parameters))
                    return session.Sign(mechanism, key, item.Digest);
            case SignatureScheme.Ecdsa:
                using (var mechanism = mechanisms.Create(CKM.CKM_ECDSA))
                    return ToDer(session.Sign(mechanism, key, Leftmost(item.Digest, certificate)));
            case SignatureScheme.Ed25519:
                using (var mechanism = mechanisms.Create(Eddsa))
                    return session.Sign(mechanism, key, item.Message);
            default:
                throw new RefusedException(RefusalCode.DeviceFailed, $"Scheme {item.Scheme} is not known.");
        }
    }

    /// <summary>RFC 8017 §9.2 step 2: the token pads, we name the hash.</summary>
    private static byte[] DigestInfo(ManifestItem item)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(item.Hash switch
                {
                    "SHA-256" => "2.16.840.1.101.3.4.2.1",
                    "SHA-384" => "2.16.840.1.101.3.4.2.2",
                    _ => "2.16.840.1.101.3.4.2.3",
                });
                writer.WriteNull();
            }
            writer.WriteOctetString(item.Digest);
        }
        return writer.Encode();
    }

    private static (CKM Hash, CKG Mgf) PssOf(string hash) => hash switch
    {
        "SHA-256" => (CKM.CKM_SHA256, CKG.CKG_MGF1_SHA256),
        "SHA-384" => (CKM.CKM_SHA384, CKG.CKG_MGF1_SHA384),
        _ => (CKM.CKM_SHA512, CKG.CKG_MGF1_SHA512),
    };

    /// <summary>FIPS 186-5 §6.4.1: a digest longer than the curve's order is cut on the right; tokens differ in doing so themselves.</summary>
    private static byte[] Leftmost(byte[] digest, TokenCertificate certificate)
    {
        using var opened = certificate.Open();
        using var key = opened.GetECDsaPublicKey();
        var bytes = (key!.KeySize + 7) / 8;
        return digest.Length > bytes ? digest[..bytes] : digest;
    }

    /// <summary>PKCS#11 answers r and s side by side; CMS wants Ecdsa-Sig-Value (RFC 5753 §7.2).</summary>
    private static byte[] ToDer(byte[] sideBySide)
    {
        var half = sideBySide.Length / 2;
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteIntegerUnsigned(Trim(sideBySide.AsSpan(0, half)));
            writer.WriteIntegerUnsigned(Trim(sideBySide.AsSpan(half)));
        }
        return writer.Encode();
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> number)
    {
        var trimmed = number.TrimStart((byte)0);
        return trimmed.IsEmpty ? number[^1..] : trimmed;
    }
}
