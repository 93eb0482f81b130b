using ThanhHoa.DigitalSignature.Pades.Document;
using ThanhHoa.DigitalSignature.Pades.Signing;
using ThanhHoa.DigitalSignature.Pades.Syntax;

namespace ThanhHoa.DigitalSignature.Pades.Changes;

/// <summary>What may happen to the form after a signature: fields are filled in, signatures and their fields are added (ISO 32000-2 §12.8.2.2).</summary>
internal sealed class FormComparison(PdfFile before, PdfFile after, Permissions permissions, ObjectComparison objects, TemplatePages templates, ChangeLog log)
{
    private static readonly HashSet<string> Filling = new(["V", "AP", "AS", "M", "RV", "I", "F", "Ff", "Kids"], StringComparer.Ordinal);
    private static readonly string[] Values = ["V", "RV", "I"];
    private static readonly string[] Looks = ["AP", "AS"];
    private const int LookChanging = 1 | 2 | 32;
    private readonly HashSet<int> nodes = [];
    private readonly HashSet<string> names = [.. new FieldTree(before).Fields().Select(field => field.Name)];

    /// <summary>Widgets of new signature fields: pages may get them.</summary>
    public HashSet<int> NewWidgets { get; } = [];

    /// <summary>Fields of the earlier revision that were empty there and are signed now: a page may get their widget then, not before.</summary>
    public HashSet<int> SignedNow { get; } = [];

    /// <summary>Appearance dictionaries of their own that a field gave up: nothing else may have used them.</summary>
    private readonly List<(ObjectPath Path, int Number)> replaced = [];

    /// <summary>To be asked when all other paths were walked.</summary>
    public void CheckReplaced()
    {
        foreach (var (path, number) in replaced.Where(r => objects.WasAlsoReached(r.Number))) log.Forbid(FindingCode.FieldChanged, path);
    }

    /// <summary>Fields and widgets that were compared here.</summary>
    public bool Knows(int number) => nodes.Contains(number);

    public void Compare(ObjectPath path, PdfObject? a, PdfObject? b)
    {
        if (b is PdfReference { Number: var number }) path = path with { Object = number };
        var (old, now) = (before.Dictionary(a), after.Dictionary(b));
        if (now is null)
        {
            if (old is not null) log.Forbid(FindingCode.FormChanged, path);
            return;
        }
        foreach (var key in (old?.Entries.Keys ?? []).Union(now.Entries.Keys))
        {
            var (at, x, y) = (path.Down(key), old?[key], now[key]);
            switch (key)
            {
                case "Fields": CompareFields(at, before.Array(x), after.Array(y), Inherited.None, 0); break;
                case "SigFlags": if (((after.Integer(y) ?? 0) & (before.Integer(x) ?? 0)) != (before.Integer(x) ?? 0)) log.Forbid(FindingCode.FormChanged, at); break;
                case "DR" when permissions.AllowsFilling: CompareResources(at, before.Dictionary(x), after.Dictionary(y)); break;
                case "DA" or "Q" or "CO" when x is null && permissions.AllowsFilling: break;
                case "NeedAppearances" when after.Resolve(y) is not PdfBoolean { Value: true }: break;
                default: objects.Same(at, x, y, place => log.Forbid(FindingCode.FormChanged, place)); break;
            }
        }
    }

    // Fonts and the like may be added, never exchanged.
    private void CompareResources(ObjectPath path, PdfDictionary? old, PdfDictionary? now)
    {
        foreach (var (kind, resources) in old?.Entries ?? new Dictionary<string, PdfObject>())
        {
            var at = path.Down(kind);
            if (before.Dictionary(resources) is not { } known) objects.Same(at, resources, now?[kind], place => log.Forbid(FindingCode.FormChanged, place));
            foreach (var (name, value) in before.Dictionary(resources)?.Entries ?? new Dictionary<string, PdfObject>())
                objects.Same(at.Down(name), value, after.Dictionary(now?[kind])?[name], place => log.Forbid(FindingCode.FormChanged, place));
        }
    }

    private void CompareFields(ObjectPath path, PdfArray? old, PdfArray? now, Inherited above, int depth)
    {
        if (depth > PdfLimits.Depth) throw new PdfException(PdfErrorCode.LimitExceeded, "The form's field tree is too deep");
        var known = (old?.Items ?? []).OfType<PdfReference>().DistinctBy(r => r.Number).ToDictionary(r => r.Number);
        var here = new HashSet<int>();
        for (var i = 0; i < (now?.Count ?? 0); i++)
        {
            var at = path.Down(i);
            if (now![i] is not PdfReference reference)
            {
                // Nobody can fill a field that is no object: readers pass over it.
                if (i >= (old?.Count ?? 0) || objects.Differs(old![i], now[i])) log.Forbid(FindingCode.FieldAdded, at);
                continue;
            }
            at = at with { Object = reference.Number };
            if (!here.Add(reference.Number))
            {
                if ((old?.Items ?? []).OfType<PdfReference>().Count(r => r.Number == reference.Number) < 2) log.Forbid(FindingCode.FieldAdded, at);
            }
            else if (known.TryGetValue(reference.Number, out var was))
            {
                CompareField(at, reference.Number, before.Resolve(was) as PdfDictionary, after.Resolve(reference) as PdfDictionary, above, depth);
            }
            else
            {
                AddField(at, reference, above, depth);
            }
        }
        foreach (var gone in known.Values.Where(r => !here.Contains(r.Number) && before.Resolve(r) is PdfDictionary))
            log.Forbid(FindingCode.FieldRemoved, path with { Object = gone.Number });
    }

    private void CompareField(ObjectPath path, int number, PdfDictionary? old, PdfDictionary? now, Inherited above, int depth)
    {
        if (!nodes.Add(number) || old is null) return;
        if (now is null)
        {
            log.Forbid(FindingCode.FieldRemoved, path);
            return;
        }
        var mine = above.With(before, old) with { IsFilled = above.IsFilled || Values.Any(key => objects.Differs(old[key], now[key])) };
        var signed = mine.Type == "Sig" && before.Dictionary(old["V"] ?? above.Value) is not null;
        var signing = mine.Type == "Sig" && !signed && after.Dictionary(now["V"]) is not null;
        CompareEntries(path, old, now, mine, signed, signing);
        if (before.Array(old["Kids"]) is not null || after.Array(now["Kids"]) is not null) CompareFields(path.Down("Kids"), before.Array(old["Kids"]), after.Array(now["Kids"]), mine, depth + 1);
        if (signed) return;
        if (old["AP"] is PdfReference own && (now["AP"] as PdfReference)?.Number != own.Number) replaced.Add((path.Down("AP"), own.Number));
        if (signing)
        {
            SignedNow.Add(number);
            Sign(path, old, now, mine);
        }
        else if (Filling.Any(key => key != "Kids" && objects.Differs(old[key], now[key]))) Fill(path, old, now, mine);
    }

    private void CompareEntries(ObjectPath path, PdfDictionary old, PdfDictionary now, Inherited mine, bool signed, bool signing)
    {
        foreach (var key in old.Entries.Keys.Union(now.Entries.Keys).Where(key => !Filling.Contains(key) || (signed && key != "Kids")))
        {
            // A value may come with its own size of letters.
            if (key == "DA" && mine.IsFilled && !permissions.Lock(mine.Name)) continue;
            // What a viewer would draw without appearance, for a signature that comes with one.
            if (key == "MK" && signing && after.Dictionary(now["AP"]) is not null) continue;
            if (key == "V") CompareSignature(path.Down(key), old[key], now[key]);
            else objects.Same(path.Down(key), old[key], now[key], place => log.Forbid(FindingCode.FieldChanged, place));
        }
    }

    private void CompareSignature(ObjectPath path, PdfObject? a, PdfObject? b)
    {
        if (after.Dictionary(b) is null) log.Forbid(FindingCode.SignatureReplaced, path);
        else objects.Same(path, a, b, place => log.Forbid(FindingCode.SignatureReplaced, place));
    }

    private void Fill(ObjectPath path, PdfDictionary old, PdfDictionary now, Inherited mine)
    {
        if (permissions.Lock(mine.Name)) log.Forbid(FindingCode.FieldLocked, path);
        else if (!permissions.AllowsFilling) log.Forbid(FindingCode.FieldFilled, path);
        else log.Permit(FindingCode.FieldFilled, path);
        // The value stays and the look changes: what was signed is no longer what is shown.
        foreach (var look in Looks.Where(key => !mine.IsFilled && mine.Type != "Sig" && before.Dictionary(old["AP"]) is not null && objects.Differs(old[key], now[key]))) log.Forbid(FindingCode.FieldChanged, path.Down(look));
        CheckFlags(path, old, now);
    }

    // Hidden, invisible and no-view would make a field vanish; of the field flags only read-only may be set, as a lock demands.
    private void CheckFlags(ObjectPath path, PdfDictionary old, PdfDictionary now)
    {
        var (was, becomes) = (before.Integer(old["F"]) ?? 0, after.Integer(now["F"]) ?? 0);
        if (((was ^ becomes) & LookChanging) != 0) log.Forbid(FindingCode.FieldChanged, path.Down("F"));
        var (flags, changed) = (before.Integer(old["Ff"]) ?? 0, after.Integer(now["Ff"]) ?? 0);
        if (changed != flags && changed != (flags | 1)) log.Forbid(FindingCode.FieldChanged, path.Down("Ff"));
    }

    private void Sign(ObjectPath path, PdfDictionary old, PdfDictionary now, Inherited mine)
    {
        Welcome(path, after.Dictionary(now["V"])!, mine.Name);
        CheckFlags(path, old, now);
        // §12.7.5.5: the new signature enforces the lock that the field's author demanded.
        if (Locks.Read(before, old["Lock"]) is not { } demanded) return;
        var enforced = Locks.Enforced(after, after.Dictionary(now["V"])!).ToList();
        if (enforced.Count > 0 && !enforced.Exists(own => IsAsWide(own, demanded))) log.Forbid(FindingCode.LockWidened, path);
    }

    private static bool IsAsWide(FieldLock own, FieldLock demanded) => own.Scope == FieldLockScope.All
        || (own.Scope == demanded.Scope && (own.Scope == FieldLockScope.Include ? demanded.Fields.All(own.Fields.Contains) : own.Fields.All(demanded.Fields.Contains)));

    private void Welcome(ObjectPath path, PdfDictionary value, string name)
    {
        var isStamp = after.Name(value["SubFilter"]) == "ETSI.RFC3161";
        // ISO 32000-2 §12.8.2.2: long-term data and time stamps are no change of the document, whatever P says.
        if (isStamp) log.Permit(FindingCode.TimeStampAdded, path);
        else if (permissions.Lock(name) && names.Contains(name)) log.Forbid(FindingCode.FieldLocked, path);
        else if (!permissions.AllowsFilling) log.Forbid(FindingCode.SignatureAdded, path);
        else log.Permit(FindingCode.SignatureAdded, path);
        foreach (var item in after.Array(value["Reference"])?.Items ?? [])
        {
            // Only the first signature may certify.
            if (after.Name(after.Dictionary(item)?["TransformMethod"]) == "DocMDP") log.Forbid(FindingCode.PermissionsChanged, path);
        }
    }

    private void AddField(ObjectPath path, PdfReference reference, Inherited above, int depth)
    {
        if (!NewWidgets.Add(reference.Number) || after.Resolve(reference) is not PdfDictionary field) return;
        if (depth > PdfLimits.Depth) throw new PdfException(PdfErrorCode.LimitExceeded, "The form's field tree is too deep");
        // An object of the signed document that becomes a field now was something else when it was signed.
        if (before.Find(reference.Number) is { Kind: not XrefEntryKind.Free } && before.Resolve(reference) is not (PdfNull or PdfDictionary)) log.Forbid(FindingCode.FieldAdded, path);
        var mine = above.With(after, field);
        var kids = after.Array(field["Kids"])?.Items ?? [];
        if (kids.Exists(kid => after.Dictionary(kid)?["T"] is not null))
        {
            for (var i = 0; i < kids.Count; i++)
            {
                if (kids[i] is PdfReference kid) AddField(path.Down("Kids").Down(i) with { Object = kid.Number }, kid, mine, depth + 1);
            }
            return;
        }
        AddTerminal(path, field, mine, kids);
    }

    private void AddTerminal(ObjectPath path, PdfDictionary field, Inherited mine, List<PdfObject> kids)
    {
        var value = after.Dictionary(mine.Value);
        var isStamp = after.Name(value?["SubFilter"]) == "ETSI.RFC3161";
        var isOfTemplate = templates.Widgets.Count > 0 && (kids.Count == 0 ? templates.Widgets.Contains(path.Object) : kids.TrueForAll(kid => kid is PdfReference widget && templates.Widgets.Contains(widget.Number)));
        if (isOfTemplate && value is null && names.Add(mine.Name))
        {
            log.Permit(FindingCode.FieldAdded, path);
            NewWidgets.UnionWith(kids.OfType<PdfReference>().Select(kid => kid.Number));
            return;
        }
        if (mine.Type != "Sig" || IsActive(field) || !names.Add(mine.Name) || (!permissions.AllowsFilling && !isStamp)) log.Forbid(FindingCode.FieldAdded, path);
        else if (value is null) log.Permit(FindingCode.FieldAdded, path);
        if (value is not null) Welcome(path, value, "");
        foreach (var kid in kids.OfType<PdfReference>())
        {
            if (objects.Governs(kid.Number) || (after.Dictionary(kid) is { } widget && IsActive(widget))) log.Forbid(FindingCode.FieldAdded, path);
            NewWidgets.Add(kid.Number);
        }
    }

    private static bool IsActive(PdfDictionary widget) => widget["A"] is not null || widget["AA"] is not null;

    /// <summary>What a field has from those above it.</summary>
    private readonly record struct Inherited(string Name, string? Type, PdfObject? Value, bool IsFilled)
    {
        public static Inherited None => new("", null, null, false);

        public Inherited With(PdfFile file, PdfDictionary field)
        {
            var own = (file.Resolve(field["T"]) as PdfString)?.Text;
            return new(own is null ? Name : Name.Length == 0 ? own : $"{Name}.{own}", file.Name(field["FT"]) ?? Type, field["V"] ?? Value, IsFilled);
        }
    }
}
