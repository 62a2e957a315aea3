namespace NeuroKit.Events.Hdf5;

/// <summary>Where a recording's columns are.</summary>
/// <param name="T">Times.</param>
/// <param name="X">Columns of the sensor.</param>
/// <param name="Y">Rows of the sensor.</param>
/// <param name="P">Polarities.</param>
/// <param name="Unit">Unit of the times.</param>
/// <param name="OffsetMicroseconds">What is added to every time (DSEC's t_offset).</param>
internal sealed record Hdf5Layout(Hdf5Column T, Hdf5Column X, Hdf5Column Y, Hdf5Column P, Hdf5TimeUnit Unit, long OffsetMicroseconds)
{
    public IEnumerable<Hdf5Column> Columns => [T, X, Y, P];
}
