using System.Formats.Asn1;
using System.Security.Cryptography;
using ThanhHoa.DigitalSignature.Pades.Cms;

namespace ThanhHoa.DigitalSignature.Pades.Trust;

/// <summary>Asks time-stamping services over HTTP (RFC 3161 §3.4), the next one when one fails.</summary>
/// <param name="http">Its own time-out should be longer than <paramref name="timeout"/>.</param>
/// <param name="addresses">In the order in which they are asked.</param>
/// <param name="clock">Measures the time-out.</param>
/// <param name="trust">When given, only a service with a path to an anchor is believed; revocation is not asked here.</param>
/// <param name="timeout">For each address; 10 seconds when null.</param>
/// <param name="algorithms">Digests and keys believed in answers; the default policy when null.</param>
public sealed class TimestampClient(
    HttpClient http, IReadOnlyList<Uri> addresses, TimeProvider clock, TrustStore? trust = null, TimeSpan? timeout = null,
    AlgorithmPolicy? algorithms = null)
{
    private const int LargestAnswer = 64 * 1024;
    private readonly OutsideExchange exchange = new(http, clock, timeout ?? TimeSpan.FromSeconds(10), LargestAnswer);

    /// <summary>Gets a token over a digest; the token returned answers this very request and its signature holds.</summary>
    /// <param name="imprint">The digest to stamp.</param>
    /// <param name="hash">How it was made.</param>
    /// <param name="cancellation">Stops the asking.</param>
    public Task<OutsideAnswer<TimestampToken>> RequestAsync(byte[] imprint, HashAlgorithmName hash, CancellationToken cancellation = default)
    {
        // Positive and without a leading zero, so that the service's INTEGER has the very same bytes.
        var nonce = RandomNumberGenerator.GetBytes(16);
        nonce[0] = (byte)((nonce[0] & 0x7F) | 0x40);
        var request = Request(imprint, hash, nonce);
        return exchange.FirstOf<TimestampToken>(
            addresses,
            address => OutsideExchange.Post(address, request, "application/timestamp-query"),
            (address, bytes) => Read(address, bytes, imprint, hash, nonce), cancellation);
    }

    private static byte[] Request(byte[] imprint, HashAlgorithmName hash, byte[] nonce)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            using (writer.PushSequence())
            {
                DigestAlgorithms.Write(writer, hash);
                writer.WriteOctetString(imprint);
            }
            writer.WriteInteger(nonce);
            // certReq: EN 319 142-1 wants the service's certificate with the token.
            writer.WriteBoolean(true);
        }
        return writer.Encode();
    }

    private (TimestampToken?, OutsideProblem?) Read(Uri address, byte[] bytes, byte[] imprint, HashAlgorithmName hash, byte[] nonce)
    {
        (TimestampToken?, OutsideProblem?) Fail(OutsideFailure failure, string detail) => (null, new(address, failure, detail));

        ReadOnlyMemory<byte> encoded;
        try
        {
            var response = new AsnReader(bytes, AsnEncodingRules.BER).ReadSequence();
            var status = response.ReadSequence().ReadInteger();
            // 0 granted, 1 granted with modifications (RFC 3161 §2.4.2).
            if (status > 1 || !response.HasData)
                return Fail(OutsideFailure.Refused, $"PKIStatus {status}");
            encoded = response.ReadEncodedValue();
        }
        catch (AsnContentException malformed)
        {
            return Fail(OutsideFailure.Malformed, malformed.Message);
        }
        if (!TimestampToken.TryRead(encoded, out var token, out var problem))
            return Fail(OutsideFailure.Malformed, problem);
        if (token.Nonce is not { } echoed || !echoed.Span.SequenceEqual(nonce))
            return Fail(OutsideFailure.WrongNonce, "the token belongs to another request");
        var verdict = token.Check(imprint, [], trust ?? TrustStore.Empty, [], new() { Algorithms = algorithms ?? AlgorithmPolicy.Default });
        if (!verdict.ImprintMatches || token.Hash != hash)
            return Fail(OutsideFailure.WrongImprint, "the token stamps something else");
        if (!verdict.SignatureValid || verdict.Certificate is null)
            return Fail(OutsideFailure.NotBelievable, "the token's signature does not hold");
        var service = ParsedCertificate.Of(verdict.Certificate);
        if (token.Time < service.NotBefore || token.Time > service.NotAfter)
            return Fail(OutsideFailure.NotBelievable, $"the service's certificate was not valid at {token.Time:u}");
        if (!KeyUsages.HasPurpose(service, Oids.PurposeTimeStamping))
            return Fail(OutsideFailure.NotBelievable, "the certificate is not one for time stamping");
        return trust is null || verdict.IsBelievable
            ? (token, null)
            : Fail(OutsideFailure.NotBelievable, $"{verdict.Path?.Status}: {verdict.Path?.Detail}");
    }
}
