using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ThanhHoa.DigitalSignature.Agent.Operations;
using ThanhHoa.DigitalSignature.Agent.Tokens;

namespace ThanhHoa.DigitalSignature.Agent.Manifests;

/// <summary>Shows a manifest to the user and, after one PIN, signs its digests and nothing else.</summary>
internal sealed class SigningOperation(
    Manifest manifest, string portalName, IToken token, TokenCertificate certificate, TimeProvider clock, ILogger logger)
    : Operation(manifest.Iss, "signature", manifest.Items.Count, DateTimeOffset.FromUnixTimeSeconds(manifest.Exp), clock)
{
    public override RefusalCode WhenRefusedByUser => RefusalCode.UserCancelled;

    public override object Describe()
    {
        using var opened = certificate.Open();
        var now = Clock.GetUtcNow().UtcDateTime;
        return new
        {
            kind = Kind,
            origin = Origin,
            name = portalName,
            user = manifest.Sub,
            code = manifest.Code,
            titles = manifest.Items.Select(item => item.Title),
            certificate = new
            {
                holder = opened.GetNameInfo(X509NameType.SimpleName, forIssuer: false),
                issuer = opened.GetNameInfo(X509NameType.SimpleName, forIssuer: true),
                notAfter = new DateTimeOffset(opened.NotAfter.ToUniversalTime()),
                valid = opened.NotBefore.ToUniversalTime() <= now && now <= opened.NotAfter.ToUniversalTime(),
            },
            token = new { label = token.Label, serial = token.Serial, demonstration = token.IsDemonstration, asksPin = !token.AsksPinItself, pin = token.Pin },
        };
    }

    public override bool Approve(byte[] pin)
    {
        if (!TryStart())
        {
            CryptographicOperations.ZeroMemory(pin);
            return false;
        }
        // A token blocks its caller for seconds; a thread of its own keeps the pool for the pages.
        new Thread(() => Sign(pin)) { IsBackground = true, Name = "signing" }.Start();
        return true;
    }

    private void Sign(byte[] pin)
    {
        try
        {
            using var signatures = token.Sign(certificate, pin, manifest.Items).GetEnumerator();
            foreach (var item in manifest.Items)
            {
                // Stopped between two documents, what is signed stays signed and is handed over.
                if (IsFinal || !signatures.MoveNext())
                    return;
                CryptographicOperations.ZeroMemory(pin);
                if (!certificate.Verifies(item, signatures.Current))
                    throw new RefusedException(RefusalCode.DeviceFailed, "The token's signature does not fit the certificate.");
                Add(new ItemSignature(item.Id, signatures.Current));
            }
            Finish();
        }
        catch (RefusedException refused)
        {
            Refuse(refused.Code, refused.Message, refused.Pin);
        }
#pragma warning disable CA1031 // A driver may fail in any way, and an exception on this thread would end the agent.
        catch (Exception failed)
#pragma warning restore CA1031
        {
            logger.LogError(failed, "Operation {Operation}: the token failed", Id);
            Refuse(RefusalCode.DeviceFailed, failed.GetType().Name);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pin);
        }
    }
}
