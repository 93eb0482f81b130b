using System.Security.Cryptography.X509Certificates;

namespace ThanhHoa.DigitalSignature.Sandbox.SignService;

/// <summary>What the person at the stand-in does when a page asks for a signature.</summary>
public enum SignServiceAnswer
{
    /// <summary>Enters the PIN.</summary>
    Sign,

    /// <summary>Closes the dialog: the socket closes without a message.</summary>
    Cancel,

    /// <summary>The component fails and says so in its own words.</summary>
    Error,

    /// <summary>Somebody else's token is plugged in.</summary>
    WrongCertificate,

    /// <summary>What is signed and uploaded is not what was downloaded.</summary>
    AlteredFile,

    /// <summary>The upload is sent a second time.</summary>
    UploadTwice,

    /// <summary>The component signs and is then killed: nobody tells the page.</summary>
    Silent,
}

/// <summary>How the stand-in answers from now on; a person sets it on the Sandbox's page, a test right here.</summary>
public sealed class SignServiceBehaviour
{
    /// <summary>Certificate and key of who holds the token; null when none is plugged in.</summary>
    public X509Certificate2? Holder { get; set; }

    /// <summary>The token used for <see cref="SignServiceAnswer.WrongCertificate"/>.</summary>
    public X509Certificate2? Stranger { get; set; }

    /// <summary>What the person does.</summary>
    public SignServiceAnswer Answer { get; set; }

    /// <summary>How long the person takes.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>The TLS handshake fails, as with a certificate that the PC does not trust.</summary>
    public bool RefusesTls { get; set; }

    /// <summary>Writes ETSI.CAdES.detached as newer versions of the component do, else adbe.pkcs7.detached.</summary>
    public bool IsNewer { get; set; }

    /// <summary>The first signature of a document certifies it, with P = 2.</summary>
    public bool Certifies { get; set; } = true;

    /// <summary>After how many files of a batch the token is pulled out.</summary>
    public int MostOfBatch { get; set; } = int.MaxValue;

    /// <summary>Every message that came, with its path, oldest first.</summary>
    public IReadOnlyList<(string Path, string Message)> Received
    {
        get
        {
            lock (received) return [.. received];
        }
    }

    private readonly List<(string, string)> received = [];

    internal void Remember(string path, string message)
    {
        lock (received) received.Add((path, message));
    }
}
