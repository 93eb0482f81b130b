using Npgsql;

namespace ThanhHoa.DigitalSignature.Benchmarks.Registry;

/// <summary>
/// Ten times as many people, posts, certificates, devices and requests. The copies are made inside PostgreSQL by INSERT … SELECT
/// and not by the import: rows of the same shape, with identities, addresses and serial numbers of their own, but no real
/// certificates and no histories. They are there to be listed and searched.
/// </summary>
internal static class TenTimes
{
    /// <summary>
    /// The demonstration has certificates and no requests for them: here each unit files one, with a line for each of its people's
    /// certificates, most of them done and some at every step on the way. They, too, are rows only.
    /// </summary>
    public static async Task RequestAsync(NpgsqlDataSource database)
    {
        await database.ExecuteAsync("""
            insert into certificates.request (id, kind, subject, unit_id, unit_name, form_set, filed_at, filed_by_name, is_demonstration)
            select md5(u.id::text)::uuid, 'New', 'Person', u.id, u.name, 'decree-68-2024', now() - random() * interval '300 days', 'Văn thư', true
            from organisation.unit u where exists (select from certificates.certificate c where c.unit_id = u.id and c.subject = 'Person')
            """);
        await database.ExecuteAsync("""
            insert into certificates.request_line (id, request_id, ordinal, kind, subject_name, search_name, subject_unit_id, person_id, certificate_id, device_id, fields, state, entered_at, due_on, questioned, reason, issuer_fault, issuer_fault_detail)
            select md5(c.id::text)::uuid, r.id, row_number() over (partition by r.id order by c.id), 'New', c.subject_name, left(c.search_text, 40), c.unit_id, c.person_id, c.id, c.device_id, '{}',
                   (array['Draft', 'Submitted', 'Confirmed', 'Checked', 'Sent', 'Issued', 'HandedOver', 'InUse'])[least(8, 1 + floor(random() * 40))::int], r.filed_at, current_date + (random() * 10)::int, '{}', '', 'None', ''
            from certificates.certificate c join certificates.request r on r.unit_id = c.unit_id where c.subject = 'Person'
            """);
    }

    public static async Task MultiplyAsync(NpgsqlDataSource database)
    {
        // A copy's identity follows from the original's, so that references between copies hold.
        await CopyAsync(database, "organisation.person", ("id", Copied("id")), ("email", "'b' || n || '.' || email"));
        await CopyAsync(database, "organisation.post", ("id", Copied("id")), ("person_id", Copied("person_id")));
        await CopyAsync(database, "certificates.device", ("id", Copied("id")), ("person_id", Copied("person_id")), ("serial", "left(serial, 6) || n || substr(serial, 7)"));
        await CopyAsync(database, "certificates.certificate", ("id", Copied("id")), ("person_id", Copied("person_id")), ("device_id", Copied("device_id")), ("thumbprint", "encode(sha256((thumbprint || n)::bytea), 'hex')"),
            ("serial_number", "upper(md5(serial_number || n))"), ("email", "'b' || n || '.' || email"), ("search_text", "replace(search_text, email, 'b' || n || '.' || email)"), ("not_after", "not_after + n * interval '1 hour'"));
        await CopyAsync(database, "certificates.request", ("id", Copied("id")), ("serial", "nextval('certificates.request_serial')"));
        await CopyAsync(database, "certificates.request_line", ("id", Copied("id")), ("request_id", Copied("request_id")), ("person_id", Copied("person_id")), ("certificate_id", Copied("certificate_id")), ("device_id", Copied("device_id")));
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
