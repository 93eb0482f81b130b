using Org.BouncyCastle.Asn1.Nist;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Cms;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Tsp;
using Org.BouncyCastle.Utilities.Collections;
using Org.BouncyCastle.X509;

namespace ThanhHoa.DigitalSignature.Sandbox;

/// <summary>Time stamps over HTTP (RFC 3161 §3.4).</summary>
internal sealed class TsaEndpoint(Lazy<Authority> authority, Faults faults, TimeProvider clock)
{
    private const int LargestRequest = 16 * 1024;
    // Of the arc for documentation examples (RFC 7229 §2): nobody's real policy.
    private const string Policy = "1.3.6.1.5.5.7.13.1";
    private long serial = clock.GetUtcNow().UtcTicks;

    public async Task Answer(HttpContext context)
    {
        var fault = faults.For(SandboxService.Tsa, context);
        if (await Faults.Play(fault, context))
            return;
        var body = await RequestBody.Read(context, LargestRequest);
        TimeStampRequest request;
        try
        {
            request = new TimeStampRequest(body);
        }
        catch (Exception malformed) when (malformed is IOException or ArgumentException or TspException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        context.Response.ContentType = "application/timestamp-reply";
        await context.Response.Body.WriteAsync(Respond(request, fault).GetEncoded(), context.RequestAborted);
    }

    private TimeStampResponse Respond(TimeStampRequest request, Fault fault)
    {
        var service = fault == Fault.Expired ? authority.Value.ExpiredTsa : authority.Value.Tsa;
        var certificate = new X509Certificate(service.Certificate.RawData);
        var signer = new SignerInfoGeneratorBuilder().Build(new FrameworkSignature(service.Key), certificate);
        var tokens = new TimeStampTokenGenerator(signer, Asn1DigestFactory.Get(NistObjectIdentifiers.IdSha256), new DerObjectIdentifier(Policy), true)
        {
            Resolution = Resolution.R_MILLISECONDS,
        };
        tokens.SetAccuracySeconds(1);
        tokens.SetCertificates(CollectionUtilities.CreateStore<X509Certificate>([certificate, new(authority.Value.Issuing.RawData)]));
        var responses = new TimeStampResponseGenerator(tokens, TspAlgorithms.Allowed);
        if (fault == Fault.Refused)
            return responses.GenerateFailResponse(Org.BouncyCastle.Asn1.Cmp.PkiStatus.Rejection, 0, "thử nghiệm: từ chối");
        return responses.Generate(Twist(request, fault), BigInteger.ValueOf(Interlocked.Increment(ref serial)), clock.GetUtcNow().UtcDateTime);
    }

    private static TimeStampRequest Twist(TimeStampRequest request, Fault fault)
    {
        if (fault is not (Fault.WrongNonce or Fault.WrongImprint))
            return request;
        var twisted = new TimeStampRequestGenerator();
        twisted.SetCertReq(request.CertReq);
        var imprint = request.GetMessageImprintDigest();
        if (fault == Fault.WrongImprint)
            imprint[0] ^= 1;
        var nonce = fault == Fault.WrongNonce ? BigInteger.ValueOf(4711) : request.Nonce;
        return nonce is null
            ? twisted.Generate(new DerObjectIdentifier(request.MessageImprintAlgOid), imprint)
            : twisted.Generate(new DerObjectIdentifier(request.MessageImprintAlgOid), imprint, nonce);
    }
}
