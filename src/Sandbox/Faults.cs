using System.Collections.Concurrent;

namespace ThanhHoa.DigitalSignature.Sandbox;

/// <summary>What a stand-in can be told to do wrong.</summary>
public enum Fault
{
    /// <summary>Nothing: the service works.</summary>
    None,

    /// <summary>The answer does not come; the connection stays open for a minute.</summary>
    Slow,

    /// <summary>The connection is closed without an answer.</summary>
    Dead,

    /// <summary>HTTP 500.</summary>
    Http500,

    /// <summary>200 MB come, announced by nobody.</summary>
    Huge,

    /// <summary>HTTP 200 with bytes that mean nothing.</summary>
    Garbage,

    /// <summary>The service says in its own protocol that it will not.</summary>
    Refused,

    /// <summary>TSA, OCSP: the answer carries another nonce.</summary>
    WrongNonce,

    /// <summary>TSA: the token stamps other bytes.</summary>
    WrongImprint,

    /// <summary>TSA, OCSP: the signing certificate has expired. CRL: the list has.</summary>
    Expired,
}

/// <summary>The services that can be told to fail.</summary>
public enum SandboxService
{
    /// <summary>Time stamps.</summary>
    Tsa,

    /// <summary>OCSP.</summary>
    Ocsp,

    /// <summary>Revocation lists.</summary>
    Crl,
}

/// <summary>Which service fails and how: set for all requests, or for one by <c>?fault=WrongNonce</c> in its address.</summary>
public sealed class Faults
{
    private readonly ConcurrentDictionary<SandboxService, Fault> set = new();

    /// <summary>How a service fails from now on.</summary>
    public Fault this[SandboxService service]
    {
        get => set.GetValueOrDefault(service);
        set => set[service] = value;
    }

    internal Fault For(SandboxService service, HttpContext context) =>
        Enum.TryParse<Fault>(context.Request.Query["fault"], ignoreCase: true, out var asked) ? asked : this[service];

    /// <summary>True when the fault is the transport's and has been played; the protocol's own faults are left to the service.</summary>
    internal static async Task<bool> Play(Fault fault, HttpContext context)
    {
        switch (fault)
        {
            case Fault.Slow:
                await Task.Delay(TimeSpan.FromMinutes(1), context.RequestAborted);
                break;
            case Fault.Dead:
                context.Abort();
                break;
            case Fault.Http500:
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                break;
            case Fault.Huge:
                var block = new byte[1024 * 1024];
                for (var i = 0; i < 200; i++)
                    await context.Response.Body.WriteAsync(block, context.RequestAborted);
                break;
            case Fault.Garbage:
                await context.Response.Body.WriteAsync("<html>Không phải thứ bạn chờ</html>"u8.ToArray(), context.RequestAborted);
                break;
            default:
                return false;
        }
        return true;
    }
}
