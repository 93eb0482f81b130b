using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace ThanhHoa.DigitalSignature.Pades.Appearance;

/// <summary>The same seal stands on thousands of documents: its pixels are taken apart once.</summary>
internal static class PngCache
{
    private const int Entries = 64;
    private const int LargestBytes = 1 << 20;
    private static readonly ConcurrentDictionary<string, PngImage> Images = new(StringComparer.Ordinal);

    public static PngImage Read(ReadOnlyMemory<byte> png)
    {
        if (png.Length > LargestBytes) return PngImage.Read(png.Span);
        var key = Convert.ToHexString(SHA256.HashData(png.Span));
        if (Images.TryGetValue(key, out var known)) return known;
        var image = PngImage.Read(png.Span);
        if (Images.Count >= Entries) Images.Clear();
        return Images[key] = image;
    }
}
