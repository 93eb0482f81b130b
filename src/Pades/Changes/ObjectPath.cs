using System.Globalization;

namespace ThanhHoa.DigitalSignature.Pades.Changes;

/// <summary>How a value is reached from the trailer; written out only when something is found there.</summary>
/// <param name="Above">Null for the trailer itself.</param>
/// <param name="Key">A dictionary's key, or null in an array.</param>
/// <param name="Index">The place in an array.</param>
/// <param name="Object">Number of the indirect object in which it stands.</param>
internal sealed record ObjectPath(ObjectPath? Above, string? Key, int Index, int Object)
{
    private const int LongestShown = 40;

    public static ObjectPath Trailer { get; } = new(null, null, 0, 0);

    public ObjectPath Down(string key) => new(this, key, 0, Object);

    public ObjectPath Down(int index) => new(this, null, index, Object);

    public override string ToString()
    {
        var parts = new Stack<string>();
        for (var at = this; at.Above is not null; at = at.Above)
        {
            if (parts.Count == LongestShown)
            {
                parts.Push("…");
                break;
            }
            parts.Push(at.Key is { } key ? (at.Above.Above is null ? key : "." + key) : string.Create(CultureInfo.InvariantCulture, $"[{at.Index}]"));
        }
        return string.Concat(parts);
    }
}
