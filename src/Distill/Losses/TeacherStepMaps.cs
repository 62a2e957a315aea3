namespace NeuroKit.Distill.Losses;

/// <summary>The maps from a teacher's steps to a student's.</summary>
internal static class TeacherStepMaps
{
    /// <summary>Makes the matrix W, [studentSteps, teacherSteps], by which z′(t) = Σⱼ W[t, j]·z(j) is what step t of the student learns from.</summary>
    /// <param name="steps">The rule.</param>
    /// <param name="teacherSteps">The teacher's steps, at least 1; a teacher of one step (an ANN) serves every step alike.</param>
    /// <param name="studentSteps">The student's steps, at least 1.</param>
    /// <returns>A matrix without negative elements whose rows each sum to 1.</returns>
    /// <remarks>
    /// Aligned windows: W[t, j] = T_s·|[t/T_s, (t+1)/T_s) ∩ [j/T_t, (j+1)/T_t)|, so 16 → 4 averages four steps, and 3 → 2 gives
    /// [2/3, 1/3, 0] and [0, 1/3, 2/3]. Causal prefix: uniform over the j with (j+1)/T_t ≤ (t+1)/T_s. Steps of frames binned by count are
    /// parts of equal numbers of events, not of equal time.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">A number of steps is below 1, or a causal prefix would be empty because the teacher has fewer steps.</exception>
    public static double[,] Create(TeacherSteps steps, int teacherSteps, int studentSteps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(teacherSteps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(studentSteps, 1);
        var map = new double[studentSteps, teacherSteps];
        for (int t = 0; t < studentSteps; t++)
        {
            if (teacherSteps == 1 || steps == TeacherSteps.Mean)
                Spread(map, t, teacherSteps);
            else if (steps == TeacherSteps.AlignedWindows)
                Overlap(map, t, teacherSteps, studentSteps);
            else if (steps == TeacherSteps.CausalPrefix)
                Spread(map, t, Ended(t));
            else
                throw new ArgumentOutOfRangeException(nameof(steps), steps, "found an unknown rule");
        }

        return map;

        int Ended(int t)
        {
            int ended = (int)((t + 1L) * teacherSteps / studentSteps);
            if (ended == 0)
                throw new ArgumentOutOfRangeException(nameof(teacherSteps), teacherSteps, $"found {teacherSteps} steps of the teacher for {studentSteps} of the student; expected at least as many, since no step of the teacher has ended with the student's first");
            return ended;
        }
    }

    private static void Spread(double[,] map, int row, int columns)
    {
        for (int j = 0; j < columns; j++)
            map[row, j] = 1.0 / columns;
    }

    // In units of 1 / (T_s·T_t) everything is whole.
    private static void Overlap(double[,] map, int t, int teacherSteps, int studentSteps)
    {
        long start = (long)t * teacherSteps;
        long end = start + teacherSteps;
        for (int j = 0; j < teacherSteps; j++)
        {
            long shared = Math.Min(end, (j + 1L) * studentSteps) - Math.Max(start, (long)j * studentSteps);
            map[t, j] = Math.Max(shared, 0) / (double)teacherSteps;
        }
    }
}
