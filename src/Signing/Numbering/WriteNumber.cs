using System.Globalization;
using ThanhHoa.DigitalSignature.Pades;
using ThanhHoa.DigitalSignature.Platform.Files;

namespace ThanhHoa.DigitalSignature.Signing.Numbering;

/// <summary>The fields that were laid into a file for what is known only after the leader has signed.</summary>
[Flags]
internal enum NumberFields
{
    None = 0,

    /// <summary>Between "Số:" and the symbol.</summary>
    Number = 1,

    Day = 2,

    Month = 4,
}

/// <summary>Lays fields for number and date into a file before anybody signs, and writes both into them afterwards: a signature permits that, and nothing it covers changes.</summary>
internal sealed class WriteNumber(FileStore files)
{
    private static readonly (NumberFields Field, string Name)[] Names = [(NumberFields.Number, "SoVanBan"), (NumberFields.Day, "NgayBanHanh"), (NumberFields.Month, "ThangBanHanh")];

    /// <summary>Names of these fields in the file.</summary>
    public static IReadOnlyList<string> NamesOf(NumberFields fields) => [.. Names.Where(n => fields.HasFlag(n.Field)).Select(n => n.Name)];

    /// <summary>What is to be appended to a file that leaves room for number and date; null when it leaves none or cannot be added to.</summary>
    /// <param name="pdf">Readable and seekable.</param>
    public static (byte[] Appended, NumberFields Fields)? Lay(Stream pdf)
    {
        try
        {
            var places = PdfInspector.FindPlaces(pdf);
            var found = new[] { (NumberFields.Number, places.Number), (NumberFields.Day, places.Day), (NumberFields.Month, places.Month) }.Where(p => p.Item2 is not null).ToList();
            if (found.Count == 0) return null;
            var plans = found.ConvertAll(p => new TextFieldPlan(Names.Single(n => n.Field == p.Item1).Name, p.Item2!.Page, p.Item2.Rectangle, p.Item2.FontSize, TextAlignment.Center));
            return (PdfForms.AddTextFields(pdf, plans), found.Aggregate(NumberFields.None, (all, p) => all | p.Item1));
        }
        catch (PdfException)
        {
            // Signed before, or its form is of another kind: it goes its way without.
            return null;
        }
    }

    /// <summary>The file with number and date in their fields, stored; null when it has none.</summary>
    public async Task<StoredFile?> RunAsync(DocumentVersion version, int number, DateOnly date, CancellationToken cancel)
    {
        if (version.NumberFields is NumberFields.None) return null;
        // Decree 30/2020, annex I: a zero before numbers and days below 10 and before the months 1 and 2.
        var values = new Dictionary<NumberFields, string>
        {
            [NumberFields.Number] = number.ToString("00", CultureInfo.InvariantCulture),
            [NumberFields.Day] = date.Day.ToString("00", CultureInfo.InvariantCulture),
            [NumberFields.Month] = date.Month.ToString(date.Month < 3 ? "00" : "0", CultureInfo.InvariantCulture),
        };
        await using var file = await files.OpenVerifiedAsync(version.Sha256, cancel);
        var appended = PdfForms.FillTextFields(file, Names.Where(n => version.NumberFields.HasFlag(n.Field)).ToDictionary(n => n.Name, n => values[n.Field]));
        file.Seek(0, SeekOrigin.End);
        await file.WriteAsync(appended, cancel);
        file.Position = 0;
        return await files.PutAsync(file, long.MaxValue, cancel);
    }
}
