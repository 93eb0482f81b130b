using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace ThanhHoa.DigitalSignature.Organisation.Importing;

/// <summary>Writes many new units at once by COPY, within the context's transaction.</summary>
internal static class UnitsInBulk
{
    public static async Task CopyAsync(OrganisationDb db, IReadOnlyList<Unit> units, CancellationToken cancel)
    {
        if (units.Count == 0) return;
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using (var copy = await connection.BeginBinaryImportAsync("copy organisation.unit (id, code, name, search_name, kind, valid_from, valid_to, founding_number, founding_date, ending_number, ending_date, is_demonstration) from stdin (format binary)", cancel))
        {
            foreach (var unit in units)
            {
                await copy.StartRowAsync(cancel);
                await copy.WriteAsync(unit.Id, NpgsqlDbType.Uuid, cancel);
                await copy.WriteAsync(unit.Code, NpgsqlDbType.Varchar, cancel);
                await copy.WriteAsync(unit.Name, NpgsqlDbType.Varchar, cancel);
                await copy.WriteAsync(unit.SearchName, NpgsqlDbType.Varchar, cancel);
                await copy.WriteAsync(unit.Kind.ToString(), NpgsqlDbType.Varchar, cancel);
                await copy.WriteAsync(unit.ValidFrom, NpgsqlDbType.Date, cancel);
                await copy.OptionalAsync(unit.ValidTo, cancel);
                await copy.OptionalAsync(unit.Founding, cancel);
                await copy.OptionalAsync(unit.Ending, cancel);
                await copy.WriteAsync(unit.IsDemonstration, NpgsqlDbType.Boolean, cancel);
            }

            await copy.CompleteAsync(cancel);
        }

        await using (var copy = await connection.BeginBinaryImportAsync("copy organisation.unit_placement (unit_id, valid_from, parent_id, valid_to, decision_number, decision_date) from stdin (format binary)", cancel))
        {
            foreach (var placement in units.SelectMany(u => u.Placements))
            {
                await copy.StartRowAsync(cancel);
                await copy.WriteAsync(placement.UnitId, NpgsqlDbType.Uuid, cancel);
                await copy.WriteAsync(placement.ValidFrom, NpgsqlDbType.Date, cancel);
                await copy.WriteAsync(placement.ParentId, NpgsqlDbType.Uuid, cancel);
                await copy.OptionalAsync(placement.ValidTo, cancel);
                await copy.OptionalAsync(placement.Decision, cancel);
            }

            await copy.CompleteAsync(cancel);
        }
    }

    public static Task OptionalAsync(this NpgsqlBinaryImporter copy, DateOnly? day, CancellationToken cancel) =>
        day is { } known ? copy.WriteAsync(known, NpgsqlDbType.Date, cancel) : copy.WriteNullAsync(cancel);

    public static Task OptionalAsync(this NpgsqlBinaryImporter copy, string? text, CancellationToken cancel) =>
        text is { } known ? copy.WriteAsync(known, NpgsqlDbType.Varchar, cancel) : copy.WriteNullAsync(cancel);

    private static async Task OptionalAsync(this NpgsqlBinaryImporter copy, Decision? decision, CancellationToken cancel)
    {
        await copy.OptionalAsync(decision?.Number, cancel);
        await copy.OptionalAsync(decision?.Date, cancel);
    }
}
