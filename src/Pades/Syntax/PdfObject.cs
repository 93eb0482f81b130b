using System.Globalization;

namespace ThanhHoa.DigitalSignature.Pades.Syntax;

/// <summary>A value of ISO 32000-2 §7.3.</summary>
internal abstract class PdfObject;

internal sealed class PdfNull : PdfObject
{
    public static readonly PdfNull Instance = new();
}

internal sealed class PdfBoolean(bool value) : PdfObject
{
    public static readonly PdfBoolean True = new(true);
    public static readonly PdfBoolean False = new(false);

    public bool Value => value;
}

/// <summary>Keeps the digits as read, so that a dictionary written again shows no numeric noise.</summary>
internal sealed class PdfNumber : PdfObject
{
    private readonly string? raw;

    public PdfNumber(long value)
    {
        IsInteger = true;
        Integer = value;
        Value = value;
    }

    public PdfNumber(double value, string? raw = null)
    {
        Value = value;
        this.raw = raw;
    }

    public bool IsInteger { get; }

    public long Integer { get; }

    public double Value { get; }

    public override string ToString()
    {
        if (IsInteger) return Integer.ToString(CultureInfo.InvariantCulture);
        return raw ?? Math.Round(Value, 4).ToString("0.####", CultureInfo.InvariantCulture);
    }
}

/// <summary>A name; each character stands for one byte.</summary>
internal sealed class PdfName(string value) : PdfObject
{
    public string Value => value;

    public override string ToString() => "/" + value;
}

/// <summary>A string. <paramref name="start"/> and <paramref name="end"/> are its token's place in the file, brackets included; −1 when it did not stand in the file itself.</summary>
internal sealed class PdfString(byte[] bytes, bool hex = false, long start = -1, long end = -1) : PdfObject
{
    public byte[] Bytes => bytes;

    public bool Hex => hex;

    public long Start => start;

    public long End => end;

    public string Text => TextString.Decode(bytes);
}

internal sealed class PdfReference(int number, int generation) : PdfObject
{
    public int Number => number;

    public int Generation => generation;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{number} {generation} R");
}

internal sealed class PdfArray : PdfObject
{
    public PdfArray()
    {
    }

    public PdfArray(IEnumerable<PdfObject> items) => Items.AddRange(items);

    public List<PdfObject> Items { get; } = [];

    public int Count => Items.Count;

    public PdfObject this[int index] => Items[index];

    public static PdfArray Of(params ReadOnlySpan<double> numbers)
    {
        var array = new PdfArray();
        foreach (var number in numbers) array.Items.Add(new PdfNumber(number));
        return array;
    }
}

internal sealed class PdfDictionary : PdfObject
{
    private readonly OrderedDictionary<string, PdfObject> entries = [];

    public PdfDictionary()
    {
    }

    public PdfDictionary(PdfDictionary other)
    {
        foreach (var (key, value) in other.entries) entries.Add(key, value);
    }

    /// <summary>A key that stood twice: readers disagree on which value counts.</summary>
    public string? DuplicateKey { get; set; }

    public IReadOnlyDictionary<string, PdfObject> Entries => entries;

    /// <summary>The value as it stands (a reference stays a reference); setting null removes the key.</summary>
    public PdfObject? this[string key]
    {
        get => entries.GetValueOrDefault(key);
        set
        {
            if (value is null) entries.Remove(key);
            else entries[key] = value;
        }
    }

    public bool IsName(string key, string value) => entries.GetValueOrDefault(key) is PdfName name && name.Value == value;
}

/// <summary>A stream: its dictionary, and where its raw bytes stand or what they are.</summary>
internal sealed class PdfStream : PdfObject
{
    public PdfStream(PdfDictionary dictionary, long dataOffset, long dataLength)
    {
        Dictionary = dictionary;
        DataOffset = dataOffset;
        DataLength = dataLength;
    }

    public PdfStream(PdfDictionary dictionary, ReadOnlyMemory<byte> data)
    {
        Dictionary = dictionary;
        Data = data;
        DataLength = data.Length;
    }

    public PdfDictionary Dictionary { get; }

    /// <summary>Its object number, which salts its encryption; 0 for a stream not yet in a file.</summary>
    public int Number { get; init; }

    public int Generation { get; init; }

    public ReadOnlyMemory<byte>? Data { get; }

    public long DataOffset { get; }

    public long DataLength { get; }
}
