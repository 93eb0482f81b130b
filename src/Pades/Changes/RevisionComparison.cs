using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Changes;

/// <summary>
/// What happened between a signed revision and a later one. Both are walked side by side from the trailer, and a difference
/// is permitted only by the rule of the path that leads to it: an object reached by several paths needs the leave of each.
/// </summary>
internal sealed class RevisionComparison
{
    // ISO 32000-2 tables 15 and 17: what each update writes anew.
    private static readonly HashSet<string> Bookkeeping = new(["Size", "Prev", "XRefStm", "ID", "Info", "Root", "Encrypt", "Type", "W", "Index", "Filter", "DecodeParms", "Length", "DL"], StringComparer.Ordinal);
    private readonly PdfFile before;
    private readonly PdfFile after;
    private readonly ChangeLog log;
    private readonly UntouchedObjects untouched;
    private readonly ObjectComparison objects;
    private readonly TemplatePages templates;
    private readonly FormComparison form;
    private readonly AnnotationComparison annotations;
    private readonly HashSet<int> pages = [];
    private readonly IReadOnlySet<long> values;

    /// <param name="before">A signed revision.</param>
    /// <param name="after">A later one.</param>
    /// <param name="permissions">What the signatures up to the first one permit.</param>
    /// <param name="values">Where the values of the document's signatures begin, as its form shows them.</param>
    /// <param name="log">Gets what is found.</param>
    /// <param name="earlier">The comparison that ended with the first one, if there was one.</param>
    public RevisionComparison(PdfFile before, PdfFile after, Permissions permissions, IReadOnlySet<long> values, ChangeLog log, RevisionComparison? earlier)
    {
        this.values = values;
        (this.before, this.after, this.log) = (before, after, log);
        var governed = GovernedObjects.Find(before);
        untouched = new UntouchedObjects(before, after, governed, ReferenceEquals(earlier?.after, before) ? earlier!.untouched : null);
        objects = new ObjectComparison(before, after, governed, untouched);
        templates = new TemplatePages(before, after, permissions, objects);
        form = new FormComparison(before, after, permissions, objects, templates, log);
        annotations = new AnnotationComparison(before, after, permissions, objects, form, log);
    }

    public void Run()
    {
        if (!ContinuesHistory()) log.Forbid(FindingCode.HistoryBroken, ObjectPath.Trailer);
        ReadWhatWasWritten();
        CompareTrailer();
        var path = ObjectPath.Trailer.Down("Root");
        if (after.Trailer["Root"] is PdfReference { Number: var number }) path = path with { Object = number };
        CompareCatalog(path, before.Catalog, after.Catalog);
        form.CheckReplaced();
    }

    private bool ContinuesHistory()
    {
        var added = after.Sections.Count - before.Sections.Count;
        if (added < 0) return false;
        for (var i = 0; i < before.Sections.Count; i++)
        {
            if (before.Sections[i].Offset != after.Sections[i + added].Offset) return false;
        }
        return true;
    }

    // Every object of the update, reachable or not: what hides now may be shown by the next program.
    private void ReadWhatWasWritten()
    {
        foreach (var section in after.Sections.Where(s => s.Offset >= before.Length))
        {
            foreach (var (first, entries) in section.Parts.Concat(section.Companion?.Parts ?? []))
            {
                for (var i = 0; i < entries.Length; i++)
                {
                    if (entries[i].Kind != XrefEntryKind.Free && after.Find(first + i) == entries[i]) Read(first + i, entries[i]);
                }
            }
        }
    }

    private void Read(int number, XrefEntry entry)
    {
        var path = ObjectPath.Trailer with { Object = number };
        try
        {
            var value = after.Load(new PdfReference(number, entry.Kind == XrefEntryKind.InFile ? entry.Extra : 0));
            if (((value as PdfStream)?.Dictionary ?? value as PdfDictionary)?.DuplicateKey is not null) log.Forbid(FindingCode.ObjectAmbiguous, path);
            // A signature that no field shows any more.
            if (value is PdfDictionary { Entries: var entries } && entries.ContainsKey("ByteRange") && entries.GetValueOrDefault("Contents") is PdfString contents
                && !values.Contains(contents.Start) && contents.Bytes.AsSpan().ContainsAnyExcept((byte)0)) log.Forbid(FindingCode.SignatureReplaced, path);
        }
        catch (PdfException)
        {
            log.Forbid(FindingCode.ObjectUnreadable, path);
        }
    }

    private void CompareTrailer()
    {
        var (old, now) = (before.Trailer, after.Trailer);
        if (!IsSameEncryption(old["Encrypt"], now["Encrypt"])) log.Forbid(FindingCode.EncryptionChanged, ObjectPath.Trailer.Down("Encrypt"));
        // A writer may drop private keys; adding or changing one is no part of an update.
        foreach (var (key, value) in now.Entries.Where(e => !Bookkeeping.Contains(e.Key)))
            objects.Same(ObjectPath.Trailer.Down(key), old[key], value, at => log.Forbid(FindingCode.TrailerChanged, at));
        if (old["Root"] is PdfReference root && (now["Root"] as PdfReference)?.Number != root.Number) log.Forbid(FindingCode.CatalogChanged, ObjectPath.Trailer.Down("Root"));
        if (objects.Differs(old["Info"], now["Info"])) log.Permit(FindingCode.MetadataChanged, ObjectPath.Trailer.Down("Info"));
    }

    // Its strings are never encrypted, so an object of its own must be the very same.
    private bool IsSameEncryption(PdfObject? old, PdfObject? now) => old is PdfReference one
        ? now is PdfReference other && one.Number == other.Number && before.Find(one.Number) == after.Find(other.Number)
        : now is not PdfReference && !objects.Differs(old, now);

    private void CompareCatalog(ObjectPath path, PdfDictionary old, PdfDictionary now)
    {
        if (now.DuplicateKey is not null) log.Forbid(FindingCode.ObjectAmbiguous, path);
        // The form first: it names the new widgets that pages may get.
        form.Compare(path.Down("AcroForm"), old["AcroForm"], now["AcroForm"]);
        foreach (var key in old.Entries.Keys.Union(now.Entries.Keys))
        {
            var (at, a, b) = (path.Down(key), old[key], now[key]);
            switch (key)
            {
                case "AcroForm": break;
                case "Pages": ComparePages(at, a, b, 0); break;
                case "DSS": CompareStore(at, a, b); break;
                case "Version": CompareVersion(at, a, b); break;
                case "Extensions": CompareExtensions(at, a, b); break;
                case "Metadata": if (objects.Differs(a, b)) log.Permit(FindingCode.MetadataChanged, at); break;
                case "Perms": objects.Same(at, a, b, place => log.Forbid(FindingCode.PermissionsChanged, place)); break;
                case "StructTreeRoot": new StructureComparison(before, after, objects, form, log).Compare(at, a, b); break;
                default: objects.Same(at, a, b, place => log.Forbid(FindingCode.CatalogChanged, place)); break;
            }
        }
    }

    private void ComparePages(ObjectPath path, PdfObject? a, PdfObject? b, int depth)
    {
        if (a is not PdfReference old || b is not PdfReference now || old.Number != now.Number)
        {
            log.Forbid(FindingCode.PagesChanged, path);
            return;
        }
        path = path with { Object = now.Number };
        if (depth > PdfLimits.Depth || !pages.Add(now.Number)) return;
        if (before.Resolve(old) is not PdfDictionary x || after.Resolve(now) is not PdfDictionary y)
        {
            if (before.Resolve(old) is PdfDictionary) log.Forbid(FindingCode.PagesChanged, path);
            return;
        }
        var isBranch = before.Array(x["Kids"]) is not null && before.Name(x["Type"]) != "Page";
        foreach (var key in x.Entries.Keys.Union(y.Entries.Keys))
        {
            var at = path.Down(key);
            if (key == "Parent" && x[key] is PdfReference up && y[key] is PdfReference then && up.Number == then.Number) continue;
            if (isBranch && key == "Count" && templates.Below(b) is > 0 and var made && after.Integer(y[key]) == before.Integer(x[key]) + made) continue;
            if (isBranch && key == "Kids") CompareKids(at, x[key], y[key], depth);
            else if (!isBranch && key == "Annots") annotations.Compare(at, now.Number, x[key], y[key]);
            else objects.Same(at, x[key], y[key], place => log.Forbid(isBranch ? FindingCode.PagesChanged : FindingCode.PageChanged, place));
        }
    }

    private void CompareKids(ObjectPath path, PdfObject? a, PdfObject? b, int depth)
    {
        if (b is PdfReference { Number: var number }) path = path with { Object = number };
        foreach (var page in after.Array(b)?.Items.OfType<PdfReference>().Where(templates.Made) ?? []) log.Permit(FindingCode.PageSpawned, path with { Object = page.Number });
        if (before.Array(a) is not { } old || after.Array(b)?.Items.Where(kid => !templates.Made(kid)).ToList() is not { } now || old.Count != now.Count)
        {
            log.Forbid(FindingCode.PagesChanged, path);
            return;
        }
        for (var i = 0; i < old.Count; i++) ComparePages(path.Down(i), old[i], now[i], depth + 1);
    }

    private void CompareStore(ObjectPath path, PdfObject? a, PdfObject? b)
    {
        if (!objects.Differs(a, b)) return;
        if (after.Dictionary(b) is not { } now)
        {
            log.Forbid(FindingCode.SecurityStoreRemoved, path);
            return;
        }
        if (b is PdfReference { Number: var number }) path = path with { Object = number };
        if (!SecurityStoreShape.IsSound(after, now)) log.Forbid(FindingCode.SecurityStoreStrange, path);
        else if (SecurityStoreShape.Loss(before, before.Dictionary(a), after, now) is var (lost, kept) && lost && !kept) log.Forbid(FindingCode.SecurityStoreRemoved, path);
        else if (lost) log.Warn(FindingCode.SecurityStoreRemoved, path);
        else log.Permit(FindingCode.SecurityStoreExtended, path);
    }

    private void CompareVersion(ObjectPath path, PdfObject? a, PdfObject? b)
    {
        if (!objects.Differs(a, b)) return;
        var old = before.Name(a) ?? before.HeaderVersion;
        if (after.Name(b) is { } now && string.CompareOrdinal(now, old) >= 0) log.Permit(FindingCode.ExtensionRaised, path);
        else log.Forbid(FindingCode.ExtensionLowered, path);
    }

    // ISO 32000-2 §7.12: developers' extensions, each with a level.
    private void CompareExtensions(ObjectPath path, PdfObject? a, PdfObject? b)
    {
        if (!objects.Differs(a, b)) return;
        var (old, now) = (before.Dictionary(a), after.Dictionary(b));
        if (b is PdfReference { Number: var number }) path = path with { Object = number };
        var rose = now is not null && (old?.Entries ?? new Dictionary<string, PdfObject>()).All(e => e.Key == "Type" || IsRaised(e.Value, now[e.Key]));
        if (rose) log.Permit(FindingCode.ExtensionRaised, path);
        else log.Forbid(FindingCode.ExtensionLowered, path);
    }

    private bool IsRaised(PdfObject a, PdfObject? b)
    {
        if (!objects.Differs(a, b)) return true;
        // PDF 2.0 lets one developer have several, in a list, and no list in a list: that might hold itself.
        if (before.Array(a) is { } several) return after.Array(b) is { } later && several.Items.All(item => later.Items.Exists(other => IsOneRaised(item, other)));
        return IsOneRaised(a, b) || after.Array(b)?.Items.Exists(other => IsOneRaised(a, other)) == true;
    }

    private bool IsOneRaised(PdfObject a, PdfObject? b)
    {
        if (!objects.Differs(a, b)) return true;
        if (before.Dictionary(a) is not { } old || after.Dictionary(b) is not { } now) return false;
        return before.Name(old["BaseVersion"]) is var from && string.CompareOrdinal(after.Name(now["BaseVersion"]), from) >= 0
            && (after.Integer(now["ExtensionLevel"]) ?? 0) >= (before.Integer(old["ExtensionLevel"]) ?? 0);
    }
}
