-- 抄送: whose desk a copy was sent to. The inbox asks for one person among a few such events.
create index case_event_copied on case_event using gin ((payload -> 'personIds')) where on_event = 'cc';
