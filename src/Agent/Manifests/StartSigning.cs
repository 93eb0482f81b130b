using ThanhHoa.DigitalSignature.Agent.Operations;
using ThanhHoa.DigitalSignature.Agent.Pairing;
using ThanhHoa.DigitalSignature.Agent.Tokens;

namespace ThanhHoa.DigitalSignature.Agent.Manifests;

/// <summary>Opens a signing operation. The manifest is used up only when the user is going to see it.</summary>
internal sealed class StartSigning(
    OperationDesk desk, ManifestReader reader, UsedManifests used, TokenTray tray, AgentOptions options, ILogger<StartSigning> logger)
{
    /// <exception cref="RefusedException">manifest-*, token-missing, certificate-missing, pin-locked, busy.</exception>
    public Operation Start(PairedPortal portal, string compact)
    {
        var manifest = reader.Read(compact, portal);
        used.RefuseIfKnown(manifest);
        var opened = desk.Open(() =>
        {
            var (token, certificate) = tray.Find(manifest.Certificate);
            if (!manifest.Items.All(item => certificate.Fits(item.Scheme)))
                throw new RefusedException(RefusalCode.ManifestInvalid, "Manifest: scheme does not fit the certificate's key.");
            var operation = new SigningOperation(manifest, portal.Name, token, certificate, options.Clock, logger);
            used.Take(manifest, operation.Id);
            return operation;
        });
        logger.LogInformation(
            "Operation {Operation}: {Origin} asks for {Count} signatures by {Certificate}", opened.Id, portal.Origin, manifest.Items.Count, manifest.Certificate);
        return opened;
    }
}
