using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Pades.Cms;

namespace ThanhHoa.DigitalSignature.Pades.Trust;

/// <summary>
/// Asks the OCSP responder that a certificate names (RFC 6960) with a nonce (RFC 9654). Ask only for certificates whose path
/// holds, as with <see cref="CrlClient"/>.
/// </summary>
/// <param name="http">Its own time-out should be longer than <paramref name="timeout"/>.</param>
/// <param name="clock">Decides whether an answer is current.</param>
/// <param name="timeout">For each address; 10 seconds when null.</param>
/// <param name="algorithms">Digests and keys believed in answers; the default policy when null.</param>
public sealed class OcspClient(HttpClient http, TimeProvider clock, TimeSpan? timeout = null, AlgorithmPolicy? algorithms = null)
{
    private const int LargestAnswer = 64 * 1024;
    private const int NonceLength = 32;
    private static readonly Asn1Tag Context2 = new(TagClass.ContextSpecific, 2);
    private readonly OutsideExchange exchange = new(http, clock, timeout ?? TimeSpan.FromSeconds(10), LargestAnswer);

    /// <summary>Asks the addresses of authorityInfoAccess in turn; the answer returned is about this certificate, signed by an entitled responder, and current.</summary>
    /// <param name="certificate">Whose revocation is asked.</param>
    /// <param name="issuer">Its issuer.</param>
    /// <param name="cancellation">Stops the asking.</param>
    public Task<OutsideAnswer<OcspResponse>> FetchAsync(
        X509Certificate2 certificate, X509Certificate2 issuer, CancellationToken cancellation = default)
    {
        var (subject, authority) = (ParsedCertificate.Of(certificate), ParsedCertificate.Of(issuer));
        var nonce = NewNonce();
        var request = Request(subject, authority, nonce);
        return exchange.FirstOf<OcspResponse>(
            CertificateAddresses.Access(subject, Oids.AccessOcsp),
            address => OutsideExchange.Post(address, request, "application/ocsp-request"),
            (address, bytes) => Read(address, bytes, subject, authority, nonce), cancellation);
    }

    private (OcspResponse?, OutsideProblem?) Read(Uri address, byte[] bytes, ParsedCertificate certificate, ParsedCertificate issuer, byte[] nonce)
    {
        if (!OcspResponse.TryRead(bytes, out var response, out var problem))
        {
            var failure = problem.StartsWith("The responder answered", StringComparison.Ordinal) ? OutsideFailure.Refused : OutsideFailure.Malformed;
            return (null, new(address, failure, problem));
        }
        // RFC 9654 §2.1: a responder may leave the nonce out; then only the age of the answer speaks for it.
        if (response.Nonce is { } echoed && !echoed.Span.SequenceEqual(nonce))
            return (null, new(address, OutsideFailure.WrongNonce, "the answer belongs to another request"));
        var answer = new Revocation([], [response], algorithms ?? AlgorithmPolicy.Default, TimeSpan.FromHours(1)).Of(certificate, issuer, clock.GetUtcNow());
        return answer.Status == RevocationStatus.Unknown
            ? (null, new(address, OutsideFailure.NotBelievable, answer.Problem ?? "unknown"))
            : (response, null);
    }

    /// <summary>The value of the extension: an OCTET STRING of 32 random bytes.</summary>
    private static byte[] NewNonce()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        writer.WriteOctetString(RandomNumberGenerator.GetBytes(NonceLength));
        return writer.Encode();
    }

    private static byte[] Request(ParsedCertificate certificate, ParsedCertificate issuer, byte[] nonce)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            using (writer.PushSequence())
            using (writer.PushSequence())
            {
                // SHA-1 only names the issuer here; it is the one digest that every responder knows (RFC 5019 §2.1.1).
                DigestAlgorithms.Write(writer, HashAlgorithmName.SHA1);
                writer.WriteOctetString(CryptographicOperations.HashData(HashAlgorithmName.SHA1, certificate.Issuer.Span));
                writer.WriteOctetString(OcspAnswer.KeyHash(HashAlgorithmName.SHA1, issuer));
                writer.WriteInteger(certificate.SerialNumber.Span);
            }
            using (writer.PushSequence(Context2))
            using (writer.PushSequence())
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Oids.OcspNonce);
                writer.WriteOctetString(nonce);
            }
        }
        return writer.Encode();
    }
}
