using Npgsql;

namespace ThanhHoa.DigitalSignature.Benchmarks.Registry;

/// <summary>
/// Ten times as many people, posts, certificates and devices. The copies are made inside PostgreSQL by INSERT … SELECT and not
/// by the import: rows of the same shape, with identities, addresses and serial numbers of their own, but no real certificates
/// and no histories. They are there to be listed and searched.
/// </summary>
internal static class TenTimes
{
    public static async Task MultiplyAsync(NpgsqlDataSource database)
    {
        // A copy's identity follows from the original's, so that references between copies hold.
        await CopyAsync(database, "organisation.person", ("id", Copied("id")), ("email", "'b' || n || '.' || email"));
        await CopyAsync(database, "organisation.post", ("id", Copied("id")), ("person_id", Copied("person_id")));
        await CopyAsync(database, "certificates.device", ("id", Copied("id")), ("person_id", Copied("person_id")), ("serial", "left(serial, 6) || n || substr(serial, 7)"));
        await CopyAsync(database, "certificates.certificate", ("id", Copied("id")), ("person_id", Copied("person_id")), ("device_id", Copied("device_id")), ("thumbprint", "encode(sha256((thumbprint || n)::bytea), 'hex')"),
            ("serial_number", "upper(md5(serial_number || n))"), ("email", "'b' || n || '.' || email"), ("search_text", "replace(search_text, email, 'b' || n || '.' || email)"), ("not_after", "not_after + n * interval '1 hour'"));
    }

    private static string Copied(string column) => $"md5({column}::text || n)::uuid";

    private static async Task CopyAsync(NpgsqlDataSource database, string table, params (string Column, string Value)[] changed)
    {
        var columns = await database.ListAsync($"select column_name from information_schema.columns where table_schema || '.' || table_name = '{table}' and is_generated = 'NEVER' order by ordinal_position");
        var values = columns.Select(c => changed.FirstOrDefault(x => x.Column == c).Value ?? $"\"{c}\"");
        await database.ExecuteAsync($"insert into {table} ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) select {string.Join(", ", values)} from {table}, generate_series(1, 9) n");
    }
}

/// <summary>Asks the database directly. All texts are written here, none come from outside.</summary>
internal static class DatabaseQuestions
{
    public static async Task ExecuteAsync(this NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<string> TextAsync(this NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (string)(await command.ExecuteScalarAsync() ?? throw new InvalidOperationException($"Nothing found: {sql}"));
    }

    public static async Task<long> CountAsync(this NpgsqlDataSource database, string table)
    {
        await using var command = database.CreateCommand($"select count(*) from {table}");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public static async Task<IReadOnlyList<string>> ListAsync(this NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await rows.ReadAsync()) found.Add(rows.GetString(0));
        return found;
    }
}
