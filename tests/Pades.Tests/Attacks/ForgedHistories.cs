using System.Globalization;
using System.Text;
using ThanhHoa.DigitalSignature.Pades.Syntax;
using ThanhHoa.DigitalSignature.Pades.Tests.Changes;
using ThanhHoa.DigitalSignature.Pades.Tests.Judging;
using ThanhHoa.DigitalSignature.Pades.Tests.Samples;
using ThanhHoa.DigitalSignature.Pades.Tests.Signing;
using ThanhHoa.DigitalSignature.Pades.Tests.Cms;

namespace ThanhHoa.DigitalSignature.Pades.Tests.Attacks;

/// <summary>Bytes added around what was signed: incremental saving, wrapping, histories that pass over the signed revision, objects that no cross-reference lists.</summary>
internal static class ForgedHistories
{
    private const string Content = "BT /F1 14 Tf 72 660 Td (So tien: 9000 dong) Tj ET";

    public static IEnumerable<Attack> All => [.. IncrementalSaving(), .. Wrapping(), .. Skipping(), .. Hidden()];

    private static IEnumerable<Attack> IncrementalSaving()
    {
        const string kind = "ISA: incremental saving";
        Attack Append(string name, Func<byte[], string> text) => Attack.Rewrite(kind, name, pdf => [.. pdf, .. Encoding.Latin1.GetBytes(text(pdf))], mayBeUnreadable: true);
        yield return Append("an object alone", _ => $"\n5 0 obj\n<</Length {Content.Length}>>\nstream\n{Content}\nendstream\nendobj\n");
        yield return Append("an object and the end", _ => $"\n5 0 obj\n<</Length {Content.Length}>>\nstream\n{Content}\nendstream\nendobj\n%%EOF\n");
        yield return Append("without trailer", pdf => $"\n5 0 obj\n<</Length 3>>\nstream\nq Q\nendstream\nendobj\nxref\n5 1\n{pdf.Length + 1:0000000000} 00000 n\r\nstartxref\n{pdf.Length + 60}\n%%EOF\n");
        yield return Append("without startxref", pdf => $"\n5 0 obj\n<<>>\nendobj\nxref\n5 1\n{pdf.Length + 1:0000000000} 00000 n\r\ntrailer\n<</Size 40/Root 1 0 R/Prev {HandUpdate.LastXref(pdf)}>>\n%%EOF\n");
        yield return Append("a trailer alone", _ => "\ntrailer\n<</Root 9 0 R/Size 40>>\n");
        yield return Append("a trailer with its startxref", pdf => $"\ntrailer\n<</Root 9 0 R/Size 40>>\nstartxref\n{HandUpdate.LastXref(pdf)}\n%%EOF\n");
        yield return Append("startxref to nothing", _ => "\nstartxref\n0\n%%EOF\n");
        yield return Append("startxref into the middle of an object", _ => "\nstartxref\n100\n%%EOF\n");
        yield return Append("startxref to the first revision", pdf => $"\nstartxref\n{Encoding.Latin1.GetString(pdf).Split("startxref\n")[1].Split('\n')[0]}\n%%EOF\n");
        yield return Append("the signature dictionary copied behind", pdf =>
        {
            var text = Encoding.Latin1.GetString(pdf);
            var start = text.LastIndexOf("/Type/Sig", StringComparison.Ordinal);
            return $"\n99 0 obj\n<<{text[start..text.IndexOf("endobj", start, StringComparison.Ordinal)]}endobj\n";
        });
        yield return Append("a whole document behind", _ => "\n" + Encoding.Latin1.GetString(HandMade.Table()));
        yield return Append("words", _ => "\nTong cong: 9000 dong\n");
        yield return Attack.Rewrite(kind, "a proper unsigned update", pdf => new HandUpdate(pdf).Raw("\n").Stream(ContentOf(pdf), "", Content).Close());
        yield return Attack.Rewrite(kind, "a proper update in a stream", pdf => new HandUpdate(pdf).Raw("\n").Stream(ContentOf(pdf), "", Content).Close(Carrier.Stream));
        yield return Attack.Rewrite(kind, "two updates, the second undoing the look of the first", pdf =>
        {
            var first = new HandUpdate(pdf).Raw("\n").Stream(ContentOf(pdf), "", Content).Close();
            return new HandUpdate(first).Stream(ContentOf(pdf), "/X 1", Content).Close();
        });
        yield return Attack.Rewrite(kind, "signed again by the forger", pdf => SignOnce.Sign(new HandUpdate(pdf).Raw("\n").Stream(ContentOf(pdf), "", Content).Close(IsStream(pdf) ? Carrier.Stream : Carrier.Table), TestSigner.Rsa2048));
        yield return Attack.Rewrite(kind, "in front of the header", pdf => [.. "%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"u8, .. pdf], mayBeUnreadable: true);
        yield return Attack.Rewrite(kind, "the newest end cut off", pdf => pdf[..pdf.AsSpan().LastIndexOf("startxref"u8)], mayBeUnreadable: true);
    }

    // The two signed stretches stay byte by byte; what stands between them grows and takes the forger's objects.
    private static IEnumerable<Attack> Wrapping()
    {
        const string kind = "SWA: signature wrapping";
        Attack Wrap(string name, Func<byte[], ByteRange, string> inside, bool relink = false) => Attack.Rewrite(kind, name, pdf => Relocate(pdf, inside, relink), mayBeUnreadable: true);
        yield return Wrap("spaces behind the value", (_, _) => new string(' ', 64));
        yield return Wrap("a comment behind the value", (_, _) => "%" + new string('x', 40) + "\n");
        yield return Wrap("a second byte range behind the value", (_, r) => Range(r, 400));
        yield return Wrap("a second byte range and objects", (pdf, r) => Pad(Range(r, 700) + ">>\nendobj\n" + Objects(pdf) + "99 0 obj\n<<", 700));
        yield return Wrap("objects behind the value", (pdf, _) => Pad(">>\nendobj\n" + Objects(pdf) + "99 0 obj\n<<", 600));
        yield return Wrap("a second startxref in the gap", (pdf, r) => Pad(Range(r, 700) + ">>\nendobj\n" + Objects(pdf) + "startxref\n9\n%%EOF\n99 0 obj\n<<", 700));
        yield return Wrap("a forged table in the gap where the signed startxref points", (pdf, r) => TableWhereItPoints(pdf, r), relink: true);
        yield return Attack.Rewrite(kind, "the value in brackets with spaces", pdf => InsideValue(pdf, " "), mayBeUnreadable: true);
        yield return Attack.Rewrite(kind, "the value ends early and rubbish follows", pdf => InsideValue(pdf, "><"), mayBeUnreadable: true);
        yield return Attack.Rewrite(kind, "the value followed by a key", pdf => InsideValue(pdf, ">/M<"), mayBeUnreadable: true);
        yield return Attack.Rewrite(kind, "the value as a literal string", pdf => ReplaceAt(pdf, '<', '('), mayBeUnreadable: true);
        foreach (var where in new[] { 0, 1, 2 })
            yield return Attack.Rewrite(kind, $"a second startxref behind the end, variant {where}", pdf => [.. pdf, .. Encoding.ASCII.GetBytes(where switch
            {
                0 => "startxref\n9\n%%EOF\n",
                1 => $"startxref\n{HandUpdate.LastXref(pdf) + 1}\n%%EOF\n",
                _ => $"startxref\n{pdf.Length}\n%%EOF\n",
            })], mayBeUnreadable: true);
        yield return Attack.Rewrite(kind, "padding of the value used", pdf =>
        {
            var forged = ForgedSignature.Append(pdf, (r, _) => [r.First, r.FirstLength, r.Second, r.SecondLength]);
            var range = Judges.ByteRanges(forged)[^1];
            // Bytes nobody signed, behind the value: harmless to readers, yet said.
            Encoding.ASCII.GetBytes("4141414141").CopyTo(forged, (int)range.Second - 11);
            return [.. forged, .. "\n7 0 obj\n<<>>\nendobj\n"u8];
        });
    }

    // The forger's revision continues an older history, so that the signed one is never read.
    private static IEnumerable<Attack> Skipping()
    {
        const string kind = "Signed revision passed over by /Prev";
        byte[] Skip(byte[] pdf, Carrier carrier, long? prev, Action<HandUpdate>? more = null)
        {
            var update = new HandUpdate(pdf) { Prev = prev };
            update.Raw("\n").Stream(ContentOf(pdf), "", Content);
            more?.Invoke(update);
            return update.Close(carrier);
        }
        long First(byte[] pdf) => PdfFile.Open(new ByteSource(new MemoryStream(pdf))).Sections[^1].Offset;
        foreach (var carrier in new[] { Carrier.Table, Carrier.Stream })
        {
            yield return Attack.Rewrite(kind, $"to the first revision, {carrier}", pdf => Skip(pdf, carrier, First(pdf)));
            yield return Attack.Rewrite(kind, $"to the first revision and signed again, {carrier}", pdf => SignOnce.Sign(Skip(pdf, carrier, First(pdf)), TestSigner.Rsa2048));
            yield return Attack.Rewrite(kind, $"to the first of two and signed again, {carrier}", pdf => SignOnce.Sign(Skip(Attack.Sign(pdf), carrier, HandUpdate.LastXref(pdf)), TestSigner.Rsa2048));
            yield return Attack.Rewrite(kind, $"to nowhere, {carrier}", pdf => Skip(pdf, carrier, null), mayBeUnreadable: true);
            yield return Attack.Rewrite(kind, $"in a circle, {carrier}", pdf => Skip(pdf, carrier, pdf.Length + 60), mayBeUnreadable: true);
            yield return Attack.Rewrite(kind, $"to the first revision with the signature's objects taken over, {carrier}", pdf =>
            {
                var file = PdfFile.Open(new ByteSource(new MemoryStream(pdf)));
                return Skip(pdf, carrier, First(pdf), update =>
                {
                    foreach (var (first, entries) in file.Sections[0].Parts)
                    {
                        for (var i = 0; i < entries.Length; i++)
                        {
                            if (first + i != file.Sections[0].StreamNumber) update.Entry(first + i, entries[i].Place, entries[i].Extra);
                        }
                    }
                });
            });
        }
    }

    private static IEnumerable<Attack> Hidden()
    {
        const string kind = "Objects hidden from the cross-reference";
        Attack Hide(string name, Action<HandUpdate, byte[]> write, Carrier carrier = Carrier.Table) => Attack.Rewrite(kind, name, pdf =>
        {
            var update = new HandUpdate(pdf).Raw("\n");
            write(update, pdf);
            return update.Close(carrier);
        });
        yield return Hide("content", (u, pdf) => u.Object(900, "<<>>").Stream(ContentOf(pdf), "", Content, isListed: false));
        yield return Hide("content, in a stream", (u, pdf) => u.Object(900, "<<>>").Stream(ContentOf(pdf), "", Content, isListed: false), Carrier.Stream);
        yield return Hide("the catalog", (u, _) => u.Object(900, "<<>>").Object(1, "<</Type/Catalog/Pages 2 0 R>>", isListed: false));
        yield return Hide("a page", (u, _) => u.Object(900, "<<>>").Object(3, "<</Type/Page>>", isListed: false));
        yield return Hide("an annotation", (u, _) => u.Object(900, "<<>>").Object(901, "<</Type/Annot/Subtype/FreeText>>", isListed: false));
        yield return Hide("a newer generation", (u, pdf) => u.Object(900, "<<>>").Object(ContentOf(pdf), "<</Length 0>>\nstream\n\nendstream", isListed: false, generation: 1));
        yield return Hide("behind an object's end", (u, _) => u.Object(900, "<<>>\nendobj\n5 0 obj\n<<>>"));
        yield return Hide("two of one number", (u, _) => u.Object(900, "<</A 1>>", isListed: false).Object(900, "<</A 2>>"));
        yield return Hide("words between objects", (u, _) => u.Object(900, "<<>>").Raw("Tong cong 9000\n"));
        yield return Hide("a trailer between objects", (u, _) => u.Object(900, "<<>>").Raw("trailer\n<</Root 1 0 R>>\n"));
        yield return Hide("a table between objects", (u, _) => u.Object(900, "<<>>").Raw("xref\n0 1\n0000000000 65535 f\r\ntrailer\n<</Root 1 0 R/Size 1>>\n"));
        yield return Hide("a startxref between objects", (u, _) => u.Object(900, "<<>>").Raw("startxref\n9\n%%EOF\n"));
        yield return Hide("an object stream", (u, _) => u.Object(900, "<<>>").Stream(901, "/Type/ObjStm/N 1/First 4", "5 0 <<>>", isListed: false));
        yield return Hide("a signature", (u, _) => u.Object(900, "<</Type/Sig/Filter/Adobe.PPKLite/ByteRange[0 1 2 3]/Contents<3001>>>"));
    }

    public static int ContentOf(byte[] pdf)
    {
        var file = PdfFile.Open(new ByteSource(new MemoryStream(pdf)));
        return ((PdfReference)file.Dictionary(file.Page())!["Contents"]!).Number;
    }

    private static bool IsStream(byte[] pdf) => PdfFile.Open(new ByteSource(new MemoryStream(pdf))).Sections[0].Kind == XrefKind.Stream;

    private static string Objects(byte[] pdf) => $"{ContentOf(pdf)} 0 obj\n<</Length {Content.Length}>>\nstream\n{Content}\nendstream\nendobj\n";

    private static string Pad(string text, int length) => text.Length <= length ? text + new string(' ', length - text.Length) : throw new InvalidOperationException("The gap is too small.");

    private static string Range(ByteRange range, int inside) => string.Create(CultureInfo.InvariantCulture, $"/ByteRange[0 {range.FirstLength} {range.Second + inside} {range.SecondLength}]").PadRight(0);

    private static byte[] Relocate(byte[] pdf, Func<byte[], ByteRange, string> inside, bool relink)
    {
        var range = Judges.ByteRanges(pdf)[^1];
        var text = inside(pdf, range);
        // A range that names the moved part needs the length of what it stands in.
        if (text.StartsWith("/ByteRange", StringComparison.Ordinal) && !relink)
        {
            var length = text.Length;
            for (var i = 0; i < 3; i++)
            {
                var named = Range(range, length);
                text = named + text[(text.IndexOf(']', StringComparison.Ordinal) + 1)..];
                length = text.Length;
            }
        }
        return [.. pdf.AsSpan(0, (int)range.Second), .. Encoding.Latin1.GetBytes(text), .. pdf.AsSpan((int)range.Second)];
    }

    private static string TableWhereItPoints(byte[] pdf, ByteRange range)
    {
        var start = HandUpdate.LastXref(pdf);
        var (front, room) = (Range(range, 0).Length + 20, start - range.Second);
        var objectPlace = range.Second + front + 12;
        var text = $">>\nendobj\n{Objects(pdf)}";
        var table = string.Create(CultureInfo.InvariantCulture, $"xref\n{ContentOf(pdf)} 1\n{objectPlace:0000000000} 00000 n\r\ntrailer\n<</Size 90/Root 1 0 R/Prev {PdfFile.Open(new ByteSource(new MemoryStream(pdf))).Sections[^1].Offset}>>\n99 0 obj\n<<");
        var whole = Math.Max(room + table.Length, 900);
        var head = Range(range, (int)whole) + text;
        return room >= head.Length ? head.PadRight((int)room) + table.PadRight((int)(whole - room)) : head.PadRight((int)whole);
    }

    private static byte[] InsideValue(byte[] pdf, string inserted)
    {
        var range = Judges.ByteRanges(pdf)[^1];
        var at = (int)range.Second - 21;
        return [.. pdf.AsSpan(0, at), .. Encoding.ASCII.GetBytes(inserted), .. pdf.AsSpan(at + inserted.Length)];
    }

    private static byte[] ReplaceAt(byte[] pdf, char from, char to)
    {
        var changed = (byte[])pdf.Clone();
        var range = Judges.ByteRanges(pdf)[^1];
        Assert.Equal((byte)from, changed[range.FirstLength]);
        (changed[range.FirstLength], changed[range.Second - 1]) = ((byte)to, (byte)')');
        return changed;
    }
}
