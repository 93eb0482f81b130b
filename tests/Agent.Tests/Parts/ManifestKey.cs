using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ThanhHoa.DigitalSignature.Agent.Tests.Parts;

internal sealed class ManifestKey(string kid)
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string Kid => kid;

    public object Jwk
    {
        get
        {
            var point = key.ExportParameters(includePrivateParameters: false).Q;
            return new { kid, kty = "EC", crv = "P-256", x = Base64Url.EncodeToString(point.X), y = Base64Url.EncodeToString(point.Y), use = "sig", alg = "ES256" };
        }
    }

    public string Seal(JsonObject header, JsonObject payload) => Seal(header, payload.ToJsonString());

    public string Seal(JsonObject header, string payload)
    {
        var signed = Encode(header.ToJsonString()) + "." + Encode(payload);
        return signed + "." + Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256));
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
