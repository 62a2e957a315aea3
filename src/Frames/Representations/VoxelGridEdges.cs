namespace NeuroKit.Frames;

/// <summary>
/// Where the bins of a <see cref="VoxelGrid"/> stand in time. With B bins, start s and duration D (the first event's time and the span of the
/// recording, or a given window), an event at t has the position u below; its weight goes to bin ⌊u⌋ with 1 − (u − ⌊u⌋) and to bin ⌊u⌋ + 1 with
/// u − ⌊u⌋. Where D = 0 the quotient is 0 for all events (tonic divides by zero there).
/// </summary>
public enum VoxelGridEdges
{
    /// <summary>
    /// u = (B − 1)·(t − s)/D: bin 0 stands at the first event, bin B − 1 at the last. Conserves events. Source: Zhu et al. 2019, Unsupervised
    /// Event-based Learning of Optical Flow, Depth, and Egomotion; E2VID, <c>events_to_voxel_grid</c>.
    /// </summary>
    FirstToLast,

    /// <summary>
    /// u = B·(t − s)/D; what falls on a bin beyond B − 1 is lost: the last event, and in the last bin's time the later half. Source: tonic,
    /// <c>tonic/functional/to_voxel_grid.py</c>, <c>to_voxel_grid_numpy</c> (which also writes −1 into the caller's polarities; not so here).
    /// </summary>
    Tonic,

    /// <summary>
    /// u = B·(t − s)/D − ½, bins stand at their centres; past the last centre all weight stays in bin B − 1, and before the first centre u is
    /// mirrored to |u| (bin 1 gets |u|), for that is what clamping the left bin there gives. Conserves events. Source: Metavision (openeb),
    /// <c>metavision_core_ml/preprocessing/event_to_tensor_torch.py</c>, <c>event_volume(mode="bilinear")</c> (in 32-bit times there).
    /// </summary>
    MetavisionVolume,

    /// <summary>
    /// u = B·(t − s)/D − ½, bins stand at their centres; what falls before bin 0 or beyond bin B − 1 is lost. Source: Metavision (openeb),
    /// <c>EventCubeProcessor</c>, with <c>max_incr_per_pixel</c> = 1 and no clipping; it splits polarities by an option, as
    /// <see cref="VoxelGrid"/> does.
    /// </summary>
    MetavisionCube,
}
