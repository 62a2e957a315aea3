using System.Collections.Concurrent;
using Xunit;
using Xunit.Abstractions;

namespace NeuroKit.Bindings.PropertyTests.Running;

/// <summary>Keeps every message of a discovery or a run, and says when the last one has come.</summary>
internal sealed class MessageCollector<TLast> : LongLivedMarshalByRefObject, IMessageSink
    where TLast : IMessageSinkMessage
{
    private readonly ConcurrentQueue<IMessageSinkMessage> _messages = new();
    private readonly TaskCompletionSource _last = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool OnMessage(IMessageSinkMessage message)
    {
        _messages.Enqueue(message);
        if (message is TLast)
            _last.TrySetResult();
        return true;
    }

    /// <exception cref="TimeoutException">The last message has not come within a minute.</exception>
    public async Task<IReadOnlyList<IMessageSinkMessage>> AllAsync()
    {
        await _last.Task.WaitAsync(TimeSpan.FromMinutes(1));
        return [.. _messages];
    }
}
