using NeuroKit.Events;

namespace NeuroKit.Training.Recipes;

/// <summary>A recipe cannot be used. Says the file, the key, what was found and what was expected.</summary>
public sealed class RecipeException : NeuroKitException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="recipe">The recipe's path or name.</param>
    /// <param name="key">The key, with dots between levels; null where the recipe as a whole is meant.</param>
    /// <param name="problem">What was found and what was expected.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public RecipeException(string recipe, string? key, string problem, Exception? innerException = null)
        : base(key is null ? $"{recipe}: {problem}" : $"{recipe}: {key}: {problem}", innerException)
    {
        Recipe = recipe;
        Key = key;
    }

    /// <summary>The recipe's path or name.</summary>
    public string Recipe { get; }

    /// <summary>The key, with dots between levels; null where the recipe as a whole is meant.</summary>
    public string? Key { get; }
}
