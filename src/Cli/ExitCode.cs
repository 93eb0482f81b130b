namespace ThanhHoa.DigitalSignature.Cli;

/// <summary>What the process answers to a script; documented in docs/pades.md.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The document was refused, or a signature in it is not intact.</summary>
    public const int Refused = 1;

    public const int Usage = 2;

    /// <summary>Of verify alone: the document is not signed.</summary>
    public const int Unsigned = 2;

    /// <summary>Of verify alone: the document cannot be read.</summary>
    public const int Unreadable = 3;

    /// <summary>Certificate, password, PIN or token.</summary>
    public const int Key = 3;

    /// <summary>Done, but below the level asked for: a service did not answer. Extend later.</summary>
    public const int Degraded = 4;

    /// <summary>A file could not be read or written.</summary>
    public const int Files = 5;
}

/// <summary>The command line does not say what to do.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>The key cannot be used.</summary>
internal sealed class KeyException(string message, Exception? inner = null) : Exception(message, inner);
