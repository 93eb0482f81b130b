namespace ThanhHoa.DigitalSignature.Platform.Data;

/// <summary>Where the portal's PostgreSQL is. Decided once, before the host is built.</summary>
/// <param name="ConnectionString">An Npgsql connection string.</param>
public sealed record DatabaseConnection(string ConnectionString);
