using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Pades.Trust;

namespace ThanhHoa.DigitalSignature.Cli;

/// <summary>The services that the options name.</summary>
internal sealed class OutsideWorld : IDisposable
{
    public static readonly string[] Options = ["--level", "--tsa", "--trust"];

    // One client for the life of the process, which ends with the command.
#pragma warning disable RS0030
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromMinutes(1) };
#pragma warning restore RS0030

    public OutsideWorld(Arguments arguments, SignatureLevel level)
    {
        var services = arguments.Options("--tsa").Select(address => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri : throw new UsageException($"--tsa {address} is no address")).ToList();
        if (level >= SignatureLevel.T && services.Count == 0) throw new UsageException("this level needs --tsa");
        var trust = arguments.Option("--trust") is { } folder ? Load(folder) : TrustStore.Empty;
        if (level >= SignatureLevel.LT && trust.Anchors.Count == 0) throw new UsageException("this level needs --trust with a folder of certificates");
        var clock = TimeProvider.System;
        var stamps = services.Count == 0 ? null : new TimestampClient(http, services, clock, trust.Anchors.Count == 0 ? null : trust);
        Extender = new PdfExtender(stamps, new OcspClient(http, clock), new CrlClient(http, clock), trust, clock);
    }

    public PdfExtender Extender { get; }

    public void Dispose() => http.Dispose();

    private static TrustStore Load(string folder)
    {
        try
        {
            return TrustStore.Load(folder);
        }
        catch (InvalidDataException error)
        {
            throw new KeyException(error.Message, error);
        }
    }
}
