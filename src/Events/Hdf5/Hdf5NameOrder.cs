namespace NeuroKit.Events.Hdf5;

/// <summary>Orders names as people count: runs of digits by their value, so that 2 comes before 10; the rest by code points.</summary>
internal sealed class Hdf5NameOrder : IComparer<string>
{
    public static Hdf5NameOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        ReadOnlySpan<char> a = x;
        ReadOnlySpan<char> b = y;
        while (!a.IsEmpty && !b.IsEmpty)
        {
            int digitsA = Digits(a);
            int digitsB = Digits(b);
            int order;
            if (digitsA > 0 && digitsB > 0)
            {
                ReadOnlySpan<char> numberA = a[..digitsA].TrimStart('0');
                ReadOnlySpan<char> numberB = b[..digitsB].TrimStart('0');
                order = numberA.Length != numberB.Length ? numberA.Length - numberB.Length : numberA.SequenceCompareTo(numberB);
                a = a[digitsA..];
                b = b[digitsB..];
            }
            else
            {
                order = a[0] - b[0];
                a = a[1..];
                b = b[1..];
            }

            if (order != 0)
                return order;
        }

        return a.Length != b.Length ? a.Length - b.Length : string.CompareOrdinal(x, y);
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }
}
