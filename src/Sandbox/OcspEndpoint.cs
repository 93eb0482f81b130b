using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Ocsp;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Ocsp;
using Org.BouncyCastle.X509;

namespace ThanhHoa.DigitalSignature.Sandbox;

/// <summary>The responder of both generations (RFC 6960, RFC 5019 for GET).</summary>
internal sealed class OcspEndpoint(Lazy<Authority> authority, Faults faults, TimeProvider clock)
{
    private const int LargestRequest = 16 * 1024;
    private static readonly TimeSpan AnswerLife = TimeSpan.FromMinutes(10);

    public async Task Post(HttpContext context) => await Answer(context, await RequestBody.Read(context, LargestRequest));

    public Task Get(HttpContext context, string request)
    {
        var bytes = new byte[request.Length];
        return Answer(context, Convert.TryFromBase64String(Uri.UnescapeDataString(request), bytes, out var length) ? bytes[..length] : []);
    }

    private async Task Answer(HttpContext context, byte[] body)
    {
        var fault = faults.For(SandboxService.Ocsp, context);
        if (await Faults.Play(fault, context))
            return;
        context.Response.ContentType = "application/ocsp-response";
        await context.Response.Body.WriteAsync(Respond(body, fault).GetEncoded(), context.RequestAborted);
    }

    private OcspResp Respond(byte[] body, Fault fault)
    {
        var answers = new OCSPRespGenerator();
        if (fault == Fault.Refused)
            return answers.Generate(OcspRespStatus.TryLater, null);
        OcspReq request;
        Req[] asked;
        try
        {
            request = new OcspReq(body);
            asked = request.GetRequestList();
        }
        catch (Exception malformed) when (malformed is IOException or ArgumentException or InvalidCastException)
        {
            return answers.Generate(OcspRespStatus.MalformedRequest, null);
        }
        foreach (var (ca, responder) in authority.Value.Responders(expired: fault == Fault.Expired))
        {
            var issuer = new X509Certificate(ca.Certificate.RawData);
            if (asked.Length > 0 && Array.TrueForAll(asked, a => a.GetCertID().MatchesIssuer(issuer)))
                return answers.Generate(OcspRespStatus.Successful, Sign(request, asked, responder, fault));
        }
        return answers.Generate(OcspRespStatus.Unauthorized, null);
    }

    private BasicOcspResp Sign(OcspReq request, Req[] asked, CertificationAuthority responder, Fault fault)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var certificate = new X509Certificate(responder.Certificate.RawData);
        var answer = new BasicOcspRespGenerator(new RespID(certificate.SubjectDN));
        foreach (var id in asked.Select(a => a.GetCertID()))
            answer.AddResponse(id, StatusOf(id), now, now + AnswerLife, null);
        if (request.GetExtensionValue(OcspObjectIdentifiers.PkixOcspNonce) is { } nonce)
        {
            var echoed = fault == Fault.WrongNonce ? new DerOctetString(new DerOctetString(new byte[32]).GetEncoded()) : nonce;
            answer.SetResponseExtensions(new X509Extensions(new Dictionary<DerObjectIdentifier, X509Extension>
            {
                [OcspObjectIdentifiers.PkixOcspNonce] = new(critical: false, echoed),
            }));
        }
        return answer.Generate(new FrameworkSignature(responder.Key), [certificate], now);
    }

    private CertificateStatus? StatusOf(CertificateID id)
    {
        var issued = authority.Value.Find(Convert.ToHexString(id.SerialNumber.ToByteArray()));
        if (issued is null)
            return new UnknownStatus();
        return issued.RevokedAt is { } since ? new RevokedStatus(since.UtcDateTime, (int)issued.Reason!.Value) : CertificateStatus.Good;
    }
}
