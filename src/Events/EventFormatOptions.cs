namespace NeuroKit.Events;

/// <summary>Base of the options that belong to one format (<see cref="EventReadOptions.FormatOptions"/>, <see cref="EventWriteOptions.FormatOptions"/>).</summary>
public abstract record EventFormatOptions;
